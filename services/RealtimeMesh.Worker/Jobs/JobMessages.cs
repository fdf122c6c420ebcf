using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Worker.Jobs;

/// <summary>A job's row, and a line of the feed, as events.</summary>
internal static class JobMessages
{
    public static JobStarted ToStarted(this Job job) => new()
    {
        JobId = job.Id,
        UserId = job.UserId,
        JobType = job.Type,
        SubjectId = job.SubjectId,
        Sequence = job.Sequence,
        OccurredAt = job.StartedAt!.Value,
        Percent = job.Percent,
    };

    public static JobProgressed ToProgressed(this Job job, long sequence, Progress progress, DateTimeOffset now) => new()
    {
        JobId = job.Id,
        UserId = job.UserId,
        JobType = job.Type,
        SubjectId = job.SubjectId,
        Sequence = sequence,
        OccurredAt = now,
        Percent = progress.Percent,
        Phase = progress.Phase,
    };

    public static JobCompleted ToCompleted(this Job job) => new()
    {
        JobId = job.Id,
        UserId = job.UserId,
        JobType = job.Type,
        SubjectId = job.SubjectId,
        Sequence = job.Sequence,
        OccurredAt = job.FinishedAt!.Value,
    };

    public static JobFailed ToFailed(this Job job) => new()
    {
        JobId = job.Id,
        UserId = job.UserId,
        JobType = job.Type,
        SubjectId = job.SubjectId,
        Sequence = job.Sequence,
        OccurredAt = job.FinishedAt!.Value,
        Error = job.Error!,
    };

    public static ActivityLogged ToLogged(this Activity activity) => new()
    {
        ActivityId = activity.Id,
        ActivityType = activity.Type,
        EntityType = activity.EntityType,
        EntityId = activity.EntityId,
        UserId = activity.UserId,
        OccurredAt = activity.Timestamp,
    };
}
