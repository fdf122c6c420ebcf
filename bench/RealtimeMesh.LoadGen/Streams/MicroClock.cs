namespace RealtimeMesh.LoadGen.Streams;

/// <summary>Unix time in microseconds that runs evenly: the wall clock at the start, the monotonic one since. Thread-safe.</summary>
internal sealed class MicroClock
{
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly long _startedUnix;
    private readonly double _microsecondsPerTick;

    public MicroClock(TimeProvider time)
    {
        _time = time;
        _startedAt = time.GetTimestamp();
        _startedUnix = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        _microsecondsPerTick = 1e6 / time.TimestampFrequency;
    }

    public long Now => _startedUnix + (long)((_time.GetTimestamp() - _startedAt) * _microsecondsPerTick);
}
