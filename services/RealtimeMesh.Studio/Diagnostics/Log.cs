namespace RealtimeMesh.Studio.Diagnostics;

// Every message the studio logs. Ids are never used again: dashboards and alerts match on them.
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Stored messages wait for the database: {Reason}")]
    public static partial void OutboxPostponed(this ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Warning, "{Count} messages stay stored and will be sent later. {Reason}")]
    public static partial void NotSentYet(this ILogger logger, int count, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Old idempotency keys are kept another hour: {Reason}")]
    public static partial void ExpiryPostponed(this ILogger logger, string reason);
}
