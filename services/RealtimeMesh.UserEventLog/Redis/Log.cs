using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace RealtimeMesh.UserEventLog.Redis;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The {Connection} connection to Redis at {Address} was lost: {Cause}.")]
    public static partial void RedisLost(this ILogger logger, ConnectionType connection, string address, ConnectionFailureType cause);

    [LoggerMessage(2, LogLevel.Debug, "Unsubscribing {Channel} failed; the connection's end ends the subscription too.")]
    public static partial void UnsubscribeFailed(this ILogger logger, Exception exception, string channel);

    [LoggerMessage(3, LogLevel.Error, "The receiver of {Channel} failed at a message.")]
    public static partial void ReceiverFailed(this ILogger logger, Exception exception, string channel);

    [LoggerMessage(4, LogLevel.Error, "TLS with Redis at {Address} is refused, and is tried again: {Reason}")]
    public static partial void TlsRefused(this ILogger logger, string address, string reason);
}
