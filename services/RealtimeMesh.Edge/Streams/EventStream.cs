using System.Security.Cryptography;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Streams;

/// <summary>One open stream, as everybody but its writer sees it: frames go in, and at some point it is ended.</summary>
internal sealed class EventStream(string userId, StreamRequest request, StreamDeadline deadline, EdgeOptions options, TimeProvider time)
{
    // For the frames that still wait and the last one; a client that takes longer is cut off.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private static readonly string _process = RandomNumberGenerator.GetHexString(12, lowercase: true);
    private static long _newest;

    private readonly Lock _abortLock = new();
    private Action? _abort;
    private volatile StreamEnd _end;
    private long _lastWrite = time.GetTimestamp();
    private long? _endSeen;

    /// <summary>Of no other stream on any edge.</summary>
    public string Id { get; } = $"{_process}:{Interlocked.Increment(ref _newest)}";

    public string UserId { get; } = userId;

    public StreamRequest Request { get; } = request;

    public StreamForm Form => Request.Form;

    public FrameQueue Queue { get; } = new(options.MaxQueuedBytes);

    /// <summary>The newest event when the stream joined: live ones come after it, what the client missed before it.</summary>
    public Cursor JoinedAt { get; private set; }

    public StreamEnd End => _end;

    /// <summary>From now on every event behind this one is sent.</summary>
    public void Join(Cursor at) => JoinedAt = at;

    public bool Takes(ReadOnlySpan<byte> type) => Request.Types is null || Request.Types.Takes(type);

    /// <summary>Queues a frame and never waits. A reader that is too far behind gets its stream ended rather than one with a hole in it.</summary>
    public void Send(byte[] frame)
    {
        if (_end is StreamEnd.NotYet && !Queue.TryAdd(frame))
        {
            Finish(StreamEnd.SlowConsumer);
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

        Queue.Complete();
        return true;
    }

    public void Written() => Volatile.Write(ref _lastWrite, time.GetTimestamp());

    /// <summary>Called now and then, by one thread.</summary>
    public void Sweep()
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
        else if (Queue.IsEmpty && time.GetElapsedTime(Volatile.Read(ref _lastWrite), now) >= options.Heartbeat)
        {
            Send(Frame.Heartbeat);
        }
    }

    /// <summary>Says how the connection is cut off. Null when the response is over: the connection may serve another one by then.</summary>
    public void OnAbort(Action? abort)
    {
        lock (_abortLock)
        {
            _abort = abort;
        }
    }

    private void Abort()
    {
        lock (_abortLock)
        {
            _abort?.Invoke();
        }
    }
}
