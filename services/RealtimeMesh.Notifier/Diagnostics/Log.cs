using RealtimeMesh.BusDefaults;

namespace RealtimeMesh.Notifier.Diagnostics;

// Every message this service logs. Ids are never reused: dashboards and alerts match on them.
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "A message of {Queue} cannot be published and is kept in its error queue: {Reason}")]
    public static partial void Refused(this ILogger logger, Exception? exception, string queue, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The consumers of RabbitMQ at {Address} have ended and begin again: {Reason}")]
    public static partial void ConsumersEnded(this ILogger logger, RabbitMqAddress address, string reason);

    [LoggerMessage(3, LogLevel.Error, "RabbitMQ at {Address} refuses the consumers; they are tried again: {Reason}")]
    public static partial void ConsumersRefused(this ILogger logger, RabbitMqAddress address, string reason);

    [LoggerMessage(4, LogLevel.Warning, "Messages that cannot be published can't be put into their error queue just now either, and wait: {Reason}")]
    public static partial void NotKept(this ILogger logger, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Not everything in hand could be finished, and RabbitMQ delivers it again: {Reason}")]
    public static partial void LeftUnfinished(this ILogger logger, string reason);

    [LoggerMessage(6, LogLevel.Warning, "RabbitMQ at {Address} takes nothing for the error queues until it has room again: {Reason}")]
    public static partial void Blocked(this ILogger logger, RabbitMqAddress address, string reason);
}
