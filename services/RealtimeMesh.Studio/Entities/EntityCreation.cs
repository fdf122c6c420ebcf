using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Activities;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Idempotency;
using RealtimeMesh.Studio.Jobs;
using RealtimeMesh.Studio.Outbox;

namespace RealtimeMesh.Studio.Entities;

/// <summary>What a POST that starts a job answers with.</summary>
/// <param name="Id">The entity.</param>
/// <param name="JobId">The job that makes it.</param>
internal sealed record Started(Guid Id, Guid JobId);

/// <summary>Stores a new entity with its job, and everything that has to be told of them, in one commit.</summary>
internal sealed class EntityCreation(StudioDb db, OutboxWriter outbox, IdempotentRequest idempotent, TimeProvider time)
{
    public (Guid Id, Guid JobId, DateTimeOffset Now) Begin()
    {
        var now = time.GetUtcNow();
        return (Guid.CreateVersion7(now), Guid.CreateVersion7(now), now);
    }

    public async Task<IResult> SaveAsync(Entity entity, string jobType, string path, CancellationToken cancellationToken)
    {
        var job = new Job
        {
            Id = entity.JobId,
            UserId = entity.UserId,
            Type = jobType,
            SubjectId = entity.Id,
            Phase = JobPhases.Queued,
            Sequence = 1,
            CreatedAt = entity.CreatedAt,
        };
        var answer = new Started(entity.Id, job.Id);
        var location = $"{path}/{entity.Id}";

        db.Add(entity);
        db.Add(job);
        outbox.Add(job.ToCommand());
        outbox.Add(job.ToProgress(entity.CreatedAt));
        outbox.Add(new EntityInserted
        {
            UserId = entity.UserId,
            EntityType = JobSubjects.EntityType(jobType),
            EntityId = entity.Id,
            OccurredAt = entity.CreatedAt,
        });
        outbox.AddActivity(db, ActivityTypes.Created, entity, JobSubjects.EntityType(jobType), entity.CreatedAt);
        idempotent.Remember(StatusCodes.Status202Accepted, answer, location);
        await outbox.SaveAsync(cancellationToken);

        return TypedResults.Accepted(location, answer);
    }
}
