namespace RealtimeMesh.Edge.Diagnostics;

/// <summary>Counts messages that are not user events; logs a line at most every ten seconds, as a publisher gone wrong sends many.</summary>
internal sealed class DroppedMessages(EdgeMetrics metrics, ILogger<DroppedMessages> logger, TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long _count;
    private long? _loggedAt;

    public void Add(string userId)
    {
        metrics.MessageDropped();
        if (Due() is { } count)
        {
            logger.MessagesDropped(count, userId);
        }
    }

    private long? Due()
    {
        lock (_lock)
        {
            _count++;
            if (_loggedAt is { } at && time.GetElapsedTime(at) < Quiet)
            {
                return null;
            }

            _loggedAt = time.GetTimestamp();
            var count = _count;
            _count = 0;
            return count;
        }
    }
}
