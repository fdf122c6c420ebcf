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
internal sealed class StreamsConnection
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, ResponseBytes> _streams = [];
    private readonly ConnectionContext _transport;
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
        (_transport, _requests, _time, MaxStreams) = (transport, requests, time, maxStreams);
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

        LoseAll();
        _sends.Complete();
        _sending.CancelAfter(LastWords);
        await _reading.CancelAsync();
        await sending;
        await watching;
        Served();
        await _allServed.Task;
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

    /// <summary>A request that is whole.</summary>
    /// <param name="id">Its stream.</param>
    /// <param name="head">Null where it is malformed.</param>
    /// <param name="window">Bytes that the client takes at first.</param>
    /// <returns>False when it was refused.</returns>
    public bool Serve(int id, RequestHead? head, int window)
    {
        var stream = new ResponseBytes(this, id, window);
        lock (_lock)
        {
            _lastId = id;
            if (head is not null && !_isLeaving && _streams.Count < MaxStreams && _served <= MaxStreams)
            {
                _streams.Add(id, stream);
                _served++;
                // Counted until it returns, and awaited at the end.
                _ = ServeAsync(head, stream);
                return true;
            }
        }

        Reset(id, head is null ? Http2ErrorCode.ProtocolError : Http2ErrorCode.RefusedStream);
        return false;
    }

    public ResponseBytes? Find(int id)
    {
        lock (_lock)
        {
            return _streams.GetValueOrDefault(id);
        }
    }

    public List<ResponseBytes> Streams()
    {
        lock (_lock)
        {
            return [.. _streams.Values];
        }
    }

    public DataWindow Window => _window;

    public void SendHead(int id, ReadOnlySpan<byte> block) =>
        Send(new HeadFrame { Id = id, Block = block }, static (output, head) => output.WriteHeaders(head.Id, head.Block, endsStream: false));

    public int SendData(ResponseBytes stream, ReadOnlySpan<byte> bytes) => _window.Send(stream, bytes);

    public void EndData(int id) => Send(id, static (output, id) => output.WriteData(id, [], endsStream: true));

    public void Reset(int id, Http2ErrorCode code) => Send((id, code), static (output, reset) => output.WriteReset(reset.id, reset.code));

    public void Send<T>(T what, Action<IBufferWriter<byte>, T> write)
        where T : allows ref struct
    {
        if (!_sends.TryAdd(what, write))
        {
            Close();
        }
    }

    public void Forget(int id)
    {
        lock (_lock)
        {
            _streams.Remove(id);
        }

        CloseIfLeft();
    }

    private async Task ServeAsync(RequestHead head, ResponseBytes stream)
    {
        await Task.Yield();
        try
        {
            await _requests.ServeAsync(head, stream, this);
        }
        finally
        {
            Served();
        }
    }

    private void Served()
    {
        lock (_lock)
        {
            if (--_served == 0)
            {
                _allServed.TrySetResult();
            }
        }

        CloseIfLeft();
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
            var used = parser.Parse(received.IsSingleSegment ? received.First : received.ToArray());
            input.AdvanceTo(received.GetPosition(used), received.End);
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
            await _reading.CancelAsync();
        }
    }

    private void LoseAll()
    {
        List<ResponseBytes> streams;
        lock (_lock)
        {
            _isLeaving = true;
            streams = [.. _streams.Values];
        }

        streams.ForEach(stream => stream.Lose());
    }

    private readonly ref struct HeadFrame
    {
        public int Id { get; init; }

        public ReadOnlySpan<byte> Block { get; init; }
    }
}
