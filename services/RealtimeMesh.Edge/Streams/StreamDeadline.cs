using Microsoft.AspNetCore.Authentication;

namespace RealtimeMesh.Edge.Streams;

/// <summary>When a stream ends by itself, and as what. Counted on the monotonic clock: a corrected wall clock ends nothing.</summary>
internal readonly record struct StreamDeadline(long Timestamp, StreamEnd End)
{
    private static readonly TimeSpan TokenJitter = TimeSpan.FromSeconds(2);

    public static StreamDeadline Of(HttpContext context, TimeSpan maxAge, TimeProvider time)
    {
        var rotation = maxAge * (0.9 + (0.2 * Random.Shared.NextDouble()));
        var token = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc - time.GetUtcNow();

        return token - (Random.Shared.NextDouble() * TokenJitter) is { } expiry && expiry < rotation
            ? After(expiry, StreamEnd.TokenExpired, time)
            : After(rotation, StreamEnd.Rotated, time);
    }

    public bool HasPassed(TimeProvider time) => time.GetTimestamp() >= Timestamp;

    private static StreamDeadline After(TimeSpan span, StreamEnd end, TimeProvider time) =>
        new(time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency), end);
}
