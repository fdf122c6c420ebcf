using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Studio.Jobs;

/// <summary>The phases that a job is in while no worker has it.</summary>
internal static class JobPhases
{
    public const string Queued = "queued";
    public const string Cancelled = "cancelled";
}

/// <summary>A job's row as events.</summary>
internal static class JobMessages
{
    public static JobProgressed ToProgress(this Job job, DateTimeOffset now) => new()
    {
        JobId = job.Id,
        UserId = job.UserId,
        JobType = job.Type,
        SubjectId = job.SubjectId,
        Sequence = job.Sequence,
        OccurredAt = now,
        Percent = job.Percent,
        Phase = job.Phase,
    };

    public static JobFailed ToFailed(this Job job, DateTimeOffset now) => new()
    {
        JobId = job.Id,
        UserId = job.UserId,
        JobType = job.Type,
        SubjectId = job.SubjectId,
        Sequence = job.Sequence,
        OccurredAt = now,
        Error = job.Error!,
    };
}
