using HdrHistogram;

namespace RealtimeMesh.LoadGen.Streams;

/// <summary>What one thread's streams have received. Written by that thread; others may look at the numbers, and at the histogram only when nothing arrives.</summary>
internal sealed class StreamTally
{
    private const long MaxMicroseconds = 600_000_000;

    public long Opened;
    public long Refused;
    public long FailedToConnect;
    public long Ended;

    /// <summary>Load events, each frame counted.</summary>
    public long Events;

    /// <summary>Other frames: <c>connected</c>, other people's events.</summary>
    public long OtherFrames;

    public long Comments;
    public long Bytes;

    /// <summary>Frames of <c>event: error</c>.</summary>
    public long Errors;

    public long Lost;
    public long Duplicates;

    /// <summary>Came behind a later one of its user.</summary>
    public long OutOfOrder;

    /// <summary>Streams that were told <c>resumed:true</c>, and <c>resumed:false</c>.</summary>
    public long Resumed;

    public long StartedAfresh;

    /// <summary>Microseconds from publishing to parsing.</summary>
    public LongHistogram Latency { get; } = new(MaxMicroseconds, numberOfSignificantValueDigits: 3);

    /// <summary>By code, such as <c>SLOW_CONSUMER</c>; or by HTTP status.</summary>
    public Dictionary<string, int> Reasons { get; } = [];

    public void CountReason(string reason) => Reasons[reason] = Reasons.GetValueOrDefault(reason) + 1;

    public void RecordLatency(long microseconds) => Latency.RecordValue(Math.Clamp(microseconds, 0, MaxMicroseconds));

    public void Add(StreamTally other)
    {
        Opened += other.Opened;
        Refused += other.Refused;
        FailedToConnect += other.FailedToConnect;
        Ended += other.Ended;
        Events += other.Events;
        OtherFrames += other.OtherFrames;
        Comments += other.Comments;
        Bytes += other.Bytes;
        Errors += other.Errors;
        Lost += other.Lost;
        Duplicates += other.Duplicates;
        OutOfOrder += other.OutOfOrder;
        Resumed += other.Resumed;
        StartedAfresh += other.StartedAfresh;
        Latency.Add(other.Latency);
        foreach (var (reason, count) in other.Reasons)
        {
            Reasons[reason] = Reasons.GetValueOrDefault(reason) + count;
        }
    }
}
