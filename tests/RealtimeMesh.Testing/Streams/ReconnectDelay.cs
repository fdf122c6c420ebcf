namespace RealtimeMesh.Testing.Streams;

/// <summary>How long a client stays away when the server did not say: min(<see cref="Base"/> × 2^k, <see cref="Longest"/>) + up to <see cref="Spread"/>.</summary>
public sealed record ReconnectDelay
{
    /// <summary>The protocol's.</summary>
    public static ReconnectDelay OfClients { get; } = new();

    /// <summary>For tests: clients come back at once, but not all in the same instant.</summary>
    public static ReconnectDelay Brief { get; } = new()
    {
        Base = TimeSpan.FromMilliseconds(100),
        Longest = TimeSpan.FromMilliseconds(800),
        Spread = TimeSpan.FromMilliseconds(200),
        LongestRetryAfter = TimeSpan.FromMilliseconds(500),
    };

    public TimeSpan Base { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Spread { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Most that is believed of a refusal's <c>Retry-After</c>.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <param name="failures">Attempts in a row that did not get to <c>connected</c>.</param>
    internal TimeSpan After(int failures)
    {
        var grown = Base * Math.Pow(2, Math.Min(failures, 30));
        return (grown < Longest ? grown : Longest) + Random.Shared.NextDouble() * Spread;
    }

    internal TimeSpan After(int failures, TimeSpan? retryAfter) => retryAfter is { } asked
        ? (asked < LongestRetryAfter ? asked : LongestRetryAfter) + Random.Shared.NextDouble() * Spread
        : After(failures);
}
