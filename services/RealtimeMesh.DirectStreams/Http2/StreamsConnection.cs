using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;

namespace RealtimeMesh.DirectStreams.Http2;

/// <summary>
/// A gateway's connection: requests without bodies, answered by streams that last. What Kestrel holds for each of its requests as long as it lasts is
/// several times what a stream needs.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The sources have no handles. Disposed, it would fail whoever still holds an ended stream.")]
internal sealed partial class StreamsConnection
{
    // For what a client has not read yet when its last stream has ended.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, ResponseBytes> _streams = [];
    private readonly ConnectionContext _transport;
    private readonly Socket _socket;
    private readonly StreamRequests _requests;
    private readonly SendQueue _sends;
    private readonly DataWindow _window;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _reading = new();
    private readonly CancellationTokenSource _sending = new();
    private readonly TaskCompletionSource _allServed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _served = 1;
    private bool _isLeaving;
    private int _lastId;

    public StreamsConnection(ConnectionContext transport, Socket socket, StreamRequests requests, int maxStreams, TimeProvider time)
    {
        (_transport, _socket, _requests, _time, MaxStreams) = (transport, socket, requests, time, maxStreams);
        _sends = new SendQueue(socket, () => _window!.SendBlocked());
        _window = new DataWindow(_sends, Close);
    }

    /// <summary>At once; of requests too, whose streams the client has left.</summary>
    public int MaxStreams { get; }

    public string Id => _transport.ConnectionId;

    public ConnectionContext Transport => _transport;

    /// <summary>Nothing is open and nobody is being served.</summary>
    public bool IsUnused
    {
        get
        {
            lock (_lock)
            {
                return _streams.Count == 0 && _served == 1;
            }
        }
    }

    /// <summary>Until the connection is gone and all its requests have returned.</summary>
    public async Task RunAsync()
    {
        Send(MaxStreams, static (output, max) => output.WriteServerStart(max));
        var sending = SendAsync();
        var watching = UnusedWatch.RunAsync(this, _time, _reading.Token);
        var stopping = _transport.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        try
        {
            await using var leave = stopping.UnsafeRegister(static connection => ((StreamsConnection)connection!).Leave(), this);
            await ReceiveAsync(_transport.Transport.Input);
        }
        catch (Http2Exception broken)
        {
            Send((broken.Code, Last: _lastId), static (output, end) => output.WriteGoAway(end.Code, end.Last));
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
            // Its streams learn of it below.
        }
        finally
        {
            LoseAll();
            _sends.Complete();
            _sending.CancelAfter(LastWords);
            await _reading.CancelAsync();
            await sending;
            await watching;
            await SayGoodbyeAsync(_transport.Transport.Input);
            Served();
            await _allServed.Task;
        }
    }

    /// <summary>Ends it, with all streams; what was to be sent has a moment to leave. On another thread: the caller may hold the lock of a stream.</summary>
    public void Close() => _reading.CancelAfter(TimeSpan.Zero);

    /// <summary>No new streams; goes when the last one has ended.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (!_isLeaving)
            {
                _isLeaving = true;
                Send(_lastId, static (output, last) => output.WriteGoAway(Http2ErrorCode.NoError, last));
            }
        }

        CloseIfLeft();
    }

    public DataWindow Window => _window;

    public void SendHead(int id, ReadOnlySpan<byte> block) =>
        Send(new HeadFrame { Id = id, Block = block }, static (output, head) => output.WriteHeaders(head.Id, head.Block, endsStream: false));

    public int SendData(ResponseBytes stream, ReadOnlySpan<byte> bytes) => _window.Send(stream, bytes);

    /// <summary>Its response is whole.</summary>
    public void End(int id)
    {
        // Before the client knows, who may open another then.
        Remove(id);
        Send(id, static (output, id) => output.WriteData(id, [], endsStream: true));
        CloseIfLeft();
    }

    public void Reset(int id, Http2ErrorCode code)
    {
        Remove(id);
        Send((id, code), static (output, reset) => output.WriteReset(reset.id, reset.code));
        CloseIfLeft();
    }

    public void Send<T>(T what, Action<IBufferWriter<byte>, T> write)
        where T : allows ref struct
    {
        if (!_sends.TryAdd(what, write))
        {
            Close();
        }
    }

    private void CloseIfLeft()
    {
        if (_isLeaving && IsUnused)
        {
            Close();
        }
    }

    private async Task ReceiveAsync(PipeReader input)
    {
        var parser = new FrameParser(new ClientFrames(this, _time));
        var skip = FrameWriting.Preface.Length;
        ReadResult read;
        do
        {
            read = skip == 0 ? await input.ReadAsync(_reading.Token) : await input.ReadAtLeastAsync(skip, _reading.Token);
            var received = read.Buffer.Slice(Math.Min(skip, read.Buffer.Length));
            skip = 0;
            var used = received.Length;
            try
            {
                used = parser.Parse(received.IsSingleSegment ? received.First : received.ToArray());
            }
            finally
            {
                input.AdvanceTo(received.GetPosition(used), received.End);
            }
        }
        while (!read.IsCompleted);
    }

    private async Task SendAsync()
    {
        try
        {
            await _sends.RunAsync(_sending.Token);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The receiving side finds the same.
        }
        finally
        {
            await _reading.CancelAsync();
        }
    }

    // What the client still sends would be answered by a reset, and that takes away what it has not read yet.
    private async Task SayGoodbyeAsync(PipeReader input)
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
            ReadResult read;
            do
            {
                read = await input.ReadAsync(_sending.Token);
                input.AdvanceTo(read.Buffer.End);
            }
            while (!read.IsCompleted);
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It was faster, or takes too long.
        }
    }

    private readonly ref struct HeadFrame
    {
        public int Id { get; init; }

        public ReadOnlySpan<byte> Block { get; init; }
    }
}
