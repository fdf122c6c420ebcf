namespace RealtimeMesh.Notifier.Diagnostics;

// Every message this service logs. Ids are never reused: dashboards and alerts match on them.
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "A message of {Queue} cannot be published and is kept in its error queue: {Reason}")]
    public static partial void Refused(this ILogger logger, Exception? exception, string queue, string reason);
}
