using StackExchange.Redis;

namespace RealtimeMesh.Edge.Diagnostics;

// Every message this service logs, in one list. Ids are never reused: dashboards and alerts match on them.
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Waiting for Redis at {Address}; new streams are refused until it answers.")]
    public static partial void WaitingForRedis(this ILogger logger, string address);

    [LoggerMessage(2, LogLevel.Information, "Connected to Redis at {Address}.")]
    public static partial void ConnectedToRedis(this ILogger logger, string address);

    [LoggerMessage(3, LogLevel.Warning, "The {Connection} connection to Redis at {Address} was lost: {Cause}.")]
    public static partial void RedisLost(this ILogger logger, ConnectionType connection, string address, ConnectionFailureType cause);

    [LoggerMessage(4, LogLevel.Warning, "A user could not be subscribed; the stream was refused.")]
    public static partial void SubscriptionFailed(this ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Debug, "Unsubscribing {Channel} failed; the connection's end ends the subscription too.")]
    public static partial void UnsubscribeFailed(this ILogger logger, Exception exception, string channel);

    [LoggerMessage(6, LogLevel.Warning, "{Count} messages that are not user events were dropped since the last such line; the newest one was for user {UserId}.")]
    public static partial void MessagesDropped(this ILogger logger, long count, string userId);

    [LoggerMessage(7, LogLevel.Information, "A stream of {UserId} was ended: its reader was too far behind.")]
    public static partial void ReaderTooSlow(this ILogger logger, string userId);

    [LoggerMessage(8, LogLevel.Information, "Closing {StreamCount} streams over {Window}.")]
    public static partial void Draining(this ILogger logger, int streamCount, TimeSpan window);

    [LoggerMessage(9, LogLevel.Information, "All streams are closed.")]
    public static partial void Drained(this ILogger logger);

    [LoggerMessage(10, LogLevel.Warning, "Events may have been missed: {StreamCount} streams end, and their clients resynchronise.")]
    public static partial void StreamsBroken(this ILogger logger, int streamCount);
}
