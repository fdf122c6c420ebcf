using RealtimeMesh.HttpDefaults.Errors;

namespace RealtimeMesh.Edge.Streams;

/// <summary>How a stream ended.</summary>
internal enum StreamEnd
{
    NotYet,
    ClientLeft,
    SlowConsumer,
    TokenExpired,
    Rotated,
    Resync,
    Draining,
    Disconnected,
}

/// <summary>What the client is told at the end: the error, and how long to stay away.</summary>
internal static class StreamEndExtensions
{
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromMilliseconds(100);

    public static StreamError Error(this StreamEnd end) => end switch
    {
        StreamEnd.SlowConsumer => new(true, "SLOW_CONSUMER", StatusCodes.Status503ServiceUnavailable, "Too much was waiting for this reader."),
        StreamEnd.TokenExpired => StreamError.Of(StatusCodes.Status401Unauthorized, "The token expired."),
        StreamEnd.Disconnected => StreamError.Of(StatusCodes.Status401Unauthorized, "An operator ended this user's streams."),
        StreamEnd.Rotated => new(true, "STREAM_ROTATED", StatusCodes.Status503ServiceUnavailable, "The stream reached its age; reconnect."),
        StreamEnd.Resync => new(true, "RESYNC", StatusCodes.Status503ServiceUnavailable, "Events may have been missed; reconnect."),
        StreamEnd.Draining => StreamError.Of(StatusCodes.Status503ServiceUnavailable, "draining"),
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, message: null),
    };

    /// <summary>Random, so that streams that end together do not come back together.</summary>
    public static TimeSpan Retry(this StreamEnd end) => ShortestRetry + Random.Shared.NextDouble() * (end switch
    {
        StreamEnd.TokenExpired or StreamEnd.Rotated => TimeSpan.FromMilliseconds(400),
        StreamEnd.SlowConsumer or StreamEnd.Draining or StreamEnd.Disconnected => TimeSpan.FromSeconds(3),
        StreamEnd.Resync => TimeSpan.FromSeconds(5),
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, message: null),
    });
}
