using System.Security.Cryptography;
using RealtimeMesh.DirectStreams;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Streams;

/// <summary>
/// One open stream, as everybody but its writer sees it: frames go in, and at some point it is ended. At first they wait in a queue for the
/// request's writer; where the response can leave Kestrel they go to the socket after that.
/// </summary>
internal sealed class EventStream(
    string userId, StreamRequest request, StreamDeadline deadline, EdgeOptions options, TimeProvider time) : IDirectStreamOwner
{
    // For the frames that still wait and the last one; a client that takes longer is cut off.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private static readonly string _process = RandomNumberGenerator.GetHexString(12, lowercase: true);
    private static long _newest;

    private readonly Lock _lock = new();
    private readonly long _number = Interlocked.Increment(ref _newest);
    private readonly TypeFilter? _types = request.Types;
    private FrameQueue? _queue = new(options.MaxQueuedBytes);
    private volatile IDirectStream? _direct;
    private Action<EventStream>? _closed;
    private Action? _abort;
    private volatile StreamEnd _end;
    private long _lastWrite = time.GetTimestamp();
    private long? _endSeen;
    private IReadOnlyList<LoggedUserEvent> _missed = [];

    /// <summary>Of no other stream on any edge.</summary>
    public string Id => $"{_process}:{_number}";

    public string UserId { get; } = userId;

    public StreamRequest Request { get; } = request;

    public StreamForm Form { get; } = request.Form;

    /// <summary>What waits for the request's writer; it has none after <see cref="GoOn"/>.</summary>
    public FrameQueue Queue => _queue ?? throw new InvalidOperationException("The stream writes to its socket.");

    /// <summary>The newest event when the stream joined: live ones come after it, what the client missed before it.</summary>
    public Cursor JoinedAt { get; private set; }

    public StreamEnd End => _end;

    // Neither is for sure there when another thread has just looked for the other.
    private bool IsIdle => _direct?.IsDrained ?? _queue?.IsEmpty ?? false;

    /// <summary>From now on every event behind this one is sent.</summary>
    /// <param name="at">The event.</param>
    /// <param name="missed">The first ones behind the client's cursor.</param>
    public void Join(Cursor at, IReadOnlyList<LoggedUserEvent> missed) => (JoinedAt, _missed) = (at, missed);

    /// <summary>What came with the place where it joined: once, because a stream lives longer than that is of use.</summary>
    public IReadOnlyList<LoggedUserEvent> TakeMissed()
    {
        var missed = _missed;
        _missed = [];
        return missed;
    }

    public bool Takes(ReadOnlySpan<byte> type) => _types is null || _types.Takes(type);

    /// <summary>Takes a frame and never waits. A reader that is too far behind gets its stream ended rather than one with a hole in it.</summary>
    /// <param name="frame">The frame, of which it keeps nothing but the copy.</param>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="flush">False when more follows at once, and <see cref="Flush"/> after it.</param>
    public void Send(ref EventFrame frame, long now, bool flush = true)
    {
        if (_end is not StreamEnd.NotYet)
        {
            return;
        }

        // Once it is there it stays, and all that came before is in it.
        var taken = _direct is { } direct ? TrySend(direct, ref frame, now, flush) : TryTake(ref frame, now, flush);
        if (!taken)
        {
            Finish(StreamEnd.SlowConsumer);
        }
    }

    /// <summary>Sends what was held back.</summary>
    public void Flush() => _direct?.Flush();

    /// <summary>Takes the response out of its request, which ends: what waits and what follows goes to the socket.</summary>
    /// <param name="context">The request; everything written has been flushed.</param>
    /// <param name="closed">Called when the client is gone.</param>
    /// <returns>False when the request's writer has to go on.</returns>
    public bool GoOn(HttpContext context, Action<EventStream> closed)
    {
        lock (_lock)
        {
            _closed = closed;
            if (Http2Streams.TryTake(context, this, options.MaxQueuedBytes) is not { } direct)
            {
                return false;
            }

            var isWhole = true;
            while (isWhole && Queue.TryTake(out var waiting))
            {
                var frame = new EventFrame(waiting);
                isWhole = TrySend(direct, ref frame, time.GetTimestamp(), flush: false);
            }

            // HTTP/2 has begun already: nothing else would send what waits.
            direct.Flush();
            (_direct, _queue, _abort) = (direct, null, null);
            if (!isWhole)
            {
                Finish(StreamEnd.SlowConsumer);
            }

            if (_end is not StreamEnd.NotYet)
            {
                EndDirect(direct);
            }

            return true;
        }
    }

    /// <summary>Ends the stream; the first end counts.</summary>
    /// <returns>Whether this was the first.</returns>
    public bool Finish(StreamEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, StreamEnd.NotYet) is not StreamEnd.NotYet)
        {
            return false;
        }

        lock (_lock)
        {
            _queue?.Complete();
            if (_direct is { } direct)
            {
                EndDirect(direct);
            }
        }

        return true;
    }

    public void Written() => Volatile.Write(ref _lastWrite, time.GetTimestamp());

    /// <summary>Called now and then, by one thread.</summary>
    /// <returns>Whether it has sent a heartbeat.</returns>
    public bool Sweep()
    {
        var now = time.GetTimestamp();
        if (_end is not StreamEnd.NotYet)
        {
            _endSeen ??= now;
            if (time.GetElapsedTime(_endSeen.Value, now) >= LastWords)
            {
                Abort();
            }
        }
        else if (deadline.HasPassed(time))
        {
            Finish(deadline.End);
        }
        else if (time.GetElapsedTime(Volatile.Read(ref _lastWrite), now) >= options.Heartbeat && IsIdle)
        {
            var heartbeat = new EventFrame(Frame.Heartbeat);
            Send(ref heartbeat, now);
            return true;
        }

        return false;
    }

    /// <summary>Says how the connection is cut off. Null when the response is over: the connection may serve another one by then.</summary>
    public void OnAbort(Action? abort)
    {
        lock (_lock)
        {
            _abort = abort;
        }
    }

    void IDirectStreamOwner.Sent(int bytes)
    {
    }

    void IDirectStreamOwner.Closed()
    {
        Finish(StreamEnd.ClientLeft);
        _closed!(this);
    }

    private bool TryTake(ref EventFrame frame, long now, bool flush)
    {
        lock (_lock)
        {
            return _direct is { } direct ? TrySend(direct, ref frame, now, flush) : Queue.TryAdd(frame.Keep());
        }
    }

    private bool TrySend(IDirectStream direct, ref EventFrame frame, long now, bool flush)
    {
        Volatile.Write(ref _lastWrite, now);
        return frame.SendTo(direct, flush);
    }

    // A reader that is too slow gets nothing more of what waits: it resumes from the last event it has.
    private void EndDirect(IDirectStream direct)
    {
        if (_end is StreamEnd.ClientLeft)
        {
            direct.Abort();
        }
        else
        {
            var last = Frame.Error(_end.Error(), _end.Retry(), Form);
            direct.End(direct.TakesChunks ? last.AsChunk : last.Block, discard: _end is StreamEnd.SlowConsumer);
        }
    }

    private void Abort()
    {
        lock (_lock)
        {
            _direct?.Abort();
            _abort?.Invoke();
        }
    }
}
