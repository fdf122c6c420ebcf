using System.Buffers;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;

namespace RealtimeMesh.Gateway.Http2;

/// <summary>
/// One request and its response. The connection brings what comes; <see cref="Attach"/> says where the body goes. All members that
/// are not the connection's are thread-safe.
/// </summary>
/// <param name="connection">Its.</param>
/// <param name="id">On the connection.</param>
/// <param name="patience">How long nothing may come.</param>
/// <param name="now">A timestamp.</param>
internal sealed class Http2Stream(Http2Connection connection, int id, TimeSpan patience, long now)
{
    /// <summary>Bytes that the server may send before the reader has taken any; the size with which HTTP/2 begins.</summary>
    public const int Window = Setting.FirstWindow;

    private readonly Lock _lock = new();
    private TaskCompletionSource<ResponseHead?>? _head = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ArrayBufferWriter<byte>? _early;
    private IStreamOutput? _output;
    private StreamOutcome _outcome;
    private bool _hasHead;
    private int _window = Window;
    private int _consumed;
    private long _lastData = now;

    /// <summary>Null when the stream ended without. To be asked for before <see cref="Attach"/>.</summary>
    public Task<ResponseHead?> Head => _head!.Task;

    public StreamOutcome Outcome => _outcome;

    /// <summary>From here on the output gets the body: first what has come already.</summary>
    public void Attach(IStreamOutput output)
    {
        lock (_lock)
        {
            if (_early is not null)
            {
                output.Write(_early.WrittenSpan);
                _early = null;
            }

            _output = output;
            // A stream lives for hours; what its head said is in the response.
            _head = null;
            if (_outcome is StreamOutcome.NotYet)
            {
                return;
            }
        }

        output.End(_outcome);
    }

    /// <summary>So much of the body has reached the reader: the server may send as much again.</summary>
    public void Consumed(int bytes)
    {
        // Not for every few bytes a frame of its own.
        if (Interlocked.Add(ref _consumed, bytes) < Window / 2 || _outcome is not StreamOutcome.NotYet)
        {
            return;
        }

        if (Interlocked.Exchange(ref _consumed, 0) is > 0 and var credit)
        {
            Interlocked.Add(ref _window, credit);
            connection.MakeRoom(id, credit);
        }
    }

    /// <summary>Nobody wants the response any more; the server is told.</summary>
    public void Cancel() => BreakOff(StreamOutcome.Cancelled, Http2ErrorCode.Cancel);

    /// <summary>The connection's, for <see cref="ReceivedData"/>.</summary>
    internal int FirstPiece { get; set; } = -1;

    /// <inheritdoc cref="FirstPiece"/>
    internal int LastPiece { get; set; }

    internal void OnHead(List<(string Name, string Value)> fields, bool endsStream, long time, ReceivedData received)
    {
        _lastData = time;
        if (_hasHead)
        {
            // Trailers: checked and dropped.
            if (!endsStream || !ResponseHead.AreFields(fields))
            {
                Refuse();
                return;
            }
        }
        else if (ResponseHead.Read(fields) is not { } head || (head.IsInformational && endsStream))
        {
            Refuse();
            return;
        }
        else if (!head.IsInformational)
        {
            _hasHead = true;
            _head?.TrySetResult(head);
        }

        if (endsStream)
        {
            received.Deliver(this);
            End(StreamOutcome.Complete);
        }
    }

    internal void OnData(ReadOnlyMemory<byte> data, int flowLength, bool endsStream, long time, ReceivedData received)
    {
        _lastData = time;
        if (!_hasHead)
        {
            Refuse();
            return;
        }

        if (Interlocked.Add(ref _window, -flowLength) < 0)
        {
            BreakOff(StreamOutcome.Malformed, Http2ErrorCode.FlowControlError);
            return;
        }

        if (!data.IsEmpty)
        {
            received.Add(this, data);
        }

        if (endsStream)
        {
            received.Deliver(this);
            End(StreamOutcome.Complete);
        }
        else if (flowLength > data.Length)
        {
            Consumed(flowLength - data.Length);
        }
    }

    internal void EndIfSilent(TimeProvider time, long timestamp)
    {
        if (time.GetElapsedTime(_lastData, timestamp) >= patience)
        {
            BreakOff(StreamOutcome.TimedOut, Http2ErrorCode.Cancel);
        }
    }

    /// <param name="outcome">How it ended.</param>
    /// <param name="reset">Said to the server, where it does not know.</param>
    internal void End(StreamOutcome outcome, Http2ErrorCode? reset = null)
    {
        IStreamOutput? output;
        TaskCompletionSource<ResponseHead?>? head;
        lock (_lock)
        {
            if (_outcome is not StreamOutcome.NotYet)
            {
                return;
            }

            _outcome = outcome;
            (output, head) = (_output, _head);
        }

        if (reset is { } code)
        {
            // Before another stream takes its place, which the server would refuse.
            connection.Reset(id, code);
        }

        connection.Forget(id);
        head?.TrySetResult(null);
        output?.End(outcome);
    }

    internal void Deliver(ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            if (_outcome is not StreamOutcome.NotYet)
            {
                return;
            }

            if (_output is null)
            {
                _early ??= new ArrayBufferWriter<byte>();
                _early.Write(data);
                return;
            }
        }

        _output.Write(data);
    }

    private void Refuse() => BreakOff(StreamOutcome.Malformed, Http2ErrorCode.ProtocolError);

    private void BreakOff(StreamOutcome outcome, Http2ErrorCode code) => End(outcome, code);
}
