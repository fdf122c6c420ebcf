using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Studio.Jobs;

/// <summary>A job as the API shows it. The title is absent once the entity is deleted.</summary>
internal sealed record JobView(
    Guid Id,
    string Type,
    JobStatus Status,
    string EntityType,
    Guid EntityId,
    string? Title,
    int Percent,
    string Phase,
    string? Error,
    long Sequence,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    public static JobView Of(TitledJob titled) => Of(titled.Job, titled.Title);

    public static JobView Of(Job job, string? title) => new(
        job.Id,
        job.Type,
        job.Status,
        JobSubjects.EntityType(job.Type),
        job.SubjectId,
        title,
        job.Percent,
        job.Phase,
        job.Error,
        job.Sequence,
        job.CreatedAt,
        job.StartedAt,
        job.FinishedAt);
}
