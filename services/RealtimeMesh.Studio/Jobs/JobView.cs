using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Studio.Jobs;

/// <summary>A job as the API shows it.</summary>
internal sealed record JobView(
    Guid Id,
    string Type,
    JobStatus Status,
    string EntityType,
    Guid EntityId,
    int Percent,
    string Phase,
    string? Error,
    long Sequence,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    public static JobView Of(Job job) => new(
        job.Id,
        job.Type,
        job.Status,
        JobSubjects.EntityType(job.Type),
        job.SubjectId,
        job.Percent,
        job.Phase,
        job.Error,
        job.Sequence,
        job.CreatedAt,
        job.StartedAt,
        job.FinishedAt);
}
