namespace RealtimeMesh.Worker.Diagnostics;

// Every message the worker logs. Ids are never used again: dashboards and alerts match on them.
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Job {JobId} is not in the database; its command is dropped.")]
    public static partial void JobUnknown(this ILogger logger, Guid jobId);

    [LoggerMessage(2, LogLevel.Information, "Job {JobId} was cancelled or taken over; this attempt ends without a trace.")]
    public static partial void JobTakenAway(this ILogger logger, Guid jobId);

    [LoggerMessage(3, LogLevel.Error, "Job {JobId} ({JobType}) failed and was not tried again.")]
    public static partial void JobGivenUp(this ILogger logger, Exception exception, Guid jobId, string jobType);

    [LoggerMessage(4, LogLevel.Information, "Job {JobId} goes back to the queue: this worker is stopping, or has lost RabbitMQ.")]
    public static partial void JobReleased(this ILogger logger, Guid jobId);
}
