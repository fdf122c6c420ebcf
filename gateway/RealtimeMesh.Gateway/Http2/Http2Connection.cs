using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using RealtimeMesh.Gateway.Diagnostics;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;

namespace RealtimeMesh.Gateway.Http2;

/// <summary>
/// A connection to a server that speaks HTTP/2 without TLS. What one read brings is handed to its streams where it lies, without a
/// copy, an allocation or another thread for a frame; so an output must never wait.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source is cancelled in the end, and has no handle. Disposed, it would fail whoever still holds an ended stream.")]
internal sealed class Http2Connection(Socket socket, GatewayMetrics metrics, TimeProvider time)
{
    /// <summary>Bytes of all streams together that a server may send before it hears of them.</summary>
    public const int Window = 16 * 1024 * 1024;

    // Ids are used up some time: another connection takes over long before.
    private const int LastStreamId = 1 << 30;

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, Http2Stream> _streams = [];
    private readonly SendQueue _sends = new(socket);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _maxStreams;
    private int _nextStreamId = 1;
    private bool _takesNone = true;
    private bool _isEnding;
    private long _lastReceived = time.GetTimestamp();

    /// <summary>When the server has said what it takes. Fails when there is no such server.</summary>
    public Task Ready => _ready.Task;

    public int Streams
    {
        get
        {
            lock (_lock)
            {
                return _streams.Count;
            }
        }
    }

    /// <summary>Whether streams may be opened on it, now or when others have ended.</summary>
    public bool TakesStreams
    {
        get
        {
            lock (_lock)
            {
                return !_takesNone && _maxStreams > 0;
            }
        }
    }

    /// <summary>Whether <see cref="TryOpen"/> would succeed just now.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_lock)
            {
                return !_takesNone && _streams.Count < _maxStreams && _sends.HasRoom;
            }
        }
    }

    /// <param name="block">The request's headers, encoded.</param>
    /// <param name="patience">How long nothing may come.</param>
    /// <param name="stream">The new one.</param>
    public bool TryOpen(ReadOnlySpan<byte> block, TimeSpan patience, [NotNullWhen(true)] out Http2Stream? stream)
    {
        lock (_lock)
        {
            stream = null;
            if (!HasRoom)
            {
                return false;
            }

            // Under the lock: a server must see ids rise.
            stream = new Http2Stream(this, _nextStreamId, patience, time.GetTimestamp());
            _streams.Add(_nextStreamId, stream);
            Send((Id: _nextStreamId, Block: block.ToArray()), static (output, request) => output.WriteHeaders(request.Id, request.Block, endsStream: true));
            _nextStreamId += 2;
            _takesNone |= _nextStreamId > LastStreamId;
            return true;
        }
    }

    /// <summary>Until the connection is gone, for whatever reason.</summary>
    public async Task RunAsync()
    {
        Send(0, static (output, _) => output.WriteStart());
        var sending = SendAsync();
        var watch = new ConnectionWatch(this, time);
        var watching = watch.RunAsync(_stop.Token);
        try
        {
            await ReceiveAsync(_stop.Token);
        }
        catch (Http2Exception broken)
        {
            _ready.TrySetException(broken);
            Send(broken.Code, static (output, code) => output.WriteGoAway(code));
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException)
        {
            _ready.TrySetException(new IOException("The connection was closed.", gone));
        }
        finally
        {
            _ready.TrySetException(new IOException("The connection was closed."));
            EndAll();
            await EndSendingAsync(sending);
            await watching;
            socket.Dispose();
        }
    }

    /// <summary>Ends it, with all streams. On another thread: the caller may hold the lock of one of them.</summary>
    public void Close() => _stop.CancelAfter(TimeSpan.Zero);

    /// <summary>Called every second: what is silent for too long ends.</summary>
    internal void Sweep()
    {
        var now = time.GetTimestamp();
        Http2Stream[] streams;
        lock (_lock)
        {
            streams = [.. _streams.Values];
        }

        foreach (var stream in streams)
        {
            stream.EndIfSilent(time, now);
        }
    }

    internal TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref _lastReceived));

    internal void Ping() => Send(0, static (output, _) => output.WritePing("mesh-gwy"u8, isAck: false));

    /// <summary>No new streams; goes when the last one has ended.</summary>
    internal void Leave()
    {
        lock (_lock)
        {
            _takesNone = true;
            if (_streams.Count > 0 || _isEnding)
            {
                return;
            }
        }

        Close();
    }

    internal void MakeRoom(int streamId, int bytes) =>
        Send((streamId, bytes), static (output, room) => output.WriteWindowUpdate(room.streamId, room.bytes));

    internal void Reset(int streamId, Http2ErrorCode code) =>
        Send((streamId, code), static (output, reset) => output.WriteReset(reset.streamId, reset.code));

    internal void Forget(int streamId)
    {
        lock (_lock)
        {
            if (!_streams.Remove(streamId) || !_takesNone)
            {
                return;
            }
        }

        Leave();
    }

    /// <summary>The server says, or says again, what it takes.</summary>
    internal void Set(PeerSettings settings)
    {
        lock (_lock)
        {
            _maxStreams = settings.MaxStreams;
            _takesNone &= _ready.Task.IsCompleted;
        }

        Send(0, static (output, _) => output.WriteSettingsAck());
        _ready.TrySetResult();
    }

    /// <summary>The server is about to leave.</summary>
    internal void OnGoAway(int lastStreamId)
    {
        Http2Stream[] notBegun;
        lock (_lock)
        {
            _takesNone = true;
            notBegun = [.. _streams.Where(stream => stream.Key > lastStreamId).Select(stream => stream.Value)];
        }

        foreach (var stream in notBegun)
        {
            stream.End(StreamOutcome.Refused);
        }

        Leave();
    }

    internal void Answer(ReadOnlySpan<byte> ping) => Send(ping.ToArray(), static (output, payload) => output.WritePing(payload, isAck: true));

    /// <returns>Null when it has ended here, of which the server did not know yet.</returns>
    /// <exception cref="Http2Exception">Nobody ever opened it.</exception>
    internal Http2Stream? Find(int streamId)
    {
        lock (_lock)
        {
            if (streamId % 2 == 0 || streamId >= _nextStreamId)
            {
                throw new Http2Exception(Http2ErrorCode.ProtocolError, "A stream that nobody opened");
            }

            return _streams.GetValueOrDefault(streamId);
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var frames = new ServerFrames(this, time);
        var parser = new FrameParser(frames);
        var buffer = new ReceiveBuffer();
        while (await socket.ReceiveAsync(buffer.Free, cancellationToken) is > 0 and var received)
        {
            var now = time.GetTimestamp();
            Volatile.Write(ref _lastReceived, now);
            buffer.Fill(received);
            frames.Begin(now);
            var used = parser.Parse(buffer.Filled);
            frames.End(metrics);
            buffer.Use(used);
        }
    }

    // What is still to be said is, as long as the server reads it.
    private async Task EndSendingAsync(Task sending)
    {
        _sends.Complete();
        _stop.CancelAfter(LastWords);
        await sending;
        await _stop.CancelAsync();
    }

    private async Task SendAsync()
    {
        try
        {
            await _sends.RunAsync(_stop.Token);
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException)
        {
            // The receiving side finds the same, and says so.
            await _stop.CancelAsync();
        }
    }

    private void Send<T>(T what, Action<IBufferWriter<byte>, T> write)
    {
        if (!_sends.TryAdd(what, write))
        {
            Close();
        }
    }

    private void EndAll()
    {
        Http2Stream[] streams;
        lock (_lock)
        {
            _takesNone = _isEnding = true;
            streams = [.. _streams.Values];
        }

        foreach (var stream in streams)
        {
            stream.End(StreamOutcome.Lost);
        }
    }
}
