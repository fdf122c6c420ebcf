using System.Threading.RateLimiting;

namespace RealtimeMesh.Edge.Streams;

/// <summary>How many streams are opened a second: each costs a token check and a question to Redis, and those that are open come first.</summary>
internal sealed class NewStreamRate(int perSecond) : IDisposable
{
    private const int PeriodsPerSecond = 10;

    private readonly TokenBucketRateLimiter _bucket = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = perSecond,
        TokensPerPeriod = Math.Max(1, perSecond / PeriodsPerSecond),
        ReplenishmentPeriod = TimeSpan.FromSeconds((double)Math.Max(1, perSecond / PeriodsPerSecond) / perSecond),
        QueueLimit = 0,
    });

    public bool Allows()
    {
        using var lease = _bucket.AttemptAcquire();
        return lease.IsAcquired;
    }

    public void Dispose() => _bucket.Dispose();
}
