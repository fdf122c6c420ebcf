using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Activities;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Entities;
using RealtimeMesh.Studio.Http;
using RealtimeMesh.Studio.Idempotency;
using RealtimeMesh.Studio.Outbox;

namespace RealtimeMesh.Studio.Jobs;

internal static class JobEndpoints
{
    public static void MapJobs(this RouteGroupBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapGet("/", List);
        jobs.MapGet("/{id:guid}", Get);
        jobs.MapPost("/{id:guid}/cancel", Cancel).ProducesProblem(StatusCodes.Status409Conflict);
        jobs.MapPost("/{id:guid}/retry", Retry).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<Page<JobView>>, ValidationProblem>> List(
        [AsParameters] PageQuery query,
        ClaimsPrincipal user,
        StudioDb db,
        CancellationToken cancellationToken)
    {
        var checks = new Checks();
        var (before, limit) = query.Read(checks);
        if (checks.Failed)
        {
            return checks.Problem();
        }

        var userId = user.UserId();
        var page = await db.Jobs.AsNoTracking()
            .Where(row => row.UserId == userId && (before == null || row.Id < before))
            .OrderByDescending(row => row.Id)
            .WithTitles(db)
            .ToPageAsync(limit, JobView.Of, row => row.Job.Id, cancellationToken);
        return TypedResults.Ok(page);
    }

    private static async Task<Results<Ok<JobView>, NotFound>> Get(Guid id, ClaimsPrincipal user, StudioDb db, CancellationToken cancellationToken) =>
        await Own(db, id, user).AsNoTracking().WithTitles(db).SingleOrDefaultAsync(cancellationToken) is { } job
            ? TypedResults.Ok(JobView.Of(job))
            : TypedResults.NotFound();

    private static async Task<Results<Ok<JobView>, NotFound>> Cancel(
        Guid id,
        ClaimsPrincipal user,
        StudioDb db,
        OutboxWriter outbox,
        TimeProvider time,
        IdempotentRequest idempotent,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, user, cancellationToken) is not { } job)
        {
            return TypedResults.NotFound();
        }

        if (!job.IsActive())
        {
            throw new ConflictException($"The job is {Word(job.Status)}; only a queued or running one can be cancelled.");
        }

        var now = time.GetUtcNow();
        job.Cancel("You cancelled this job.", outbox, now);
        var subject = await db.FindSubjectAsync(job, cancellationToken);
        if (subject is not null)
        {
            subject.Status = EntityStatus.Failed;
            subject.UpdatedAt = now;
            outbox.AddActivity(db, ActivityTypes.Cancelled, subject, JobSubjects.EntityType(job.Type), now);
        }

        var answer = JobView.Of(job, subject?.Title);
        idempotent.Remember(StatusCodes.Status200OK, answer, $"/api/jobs/{job.Id}");
        await outbox.SaveAsync(cancellationToken);
        return TypedResults.Ok(answer);
    }

    private static async Task<Results<Accepted<Started>, NotFound>> Retry(
        Guid id,
        ClaimsPrincipal user,
        StudioDb db,
        OutboxWriter outbox,
        TimeProvider time,
        IdempotentRequest idempotent,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, user, cancellationToken) is not { } job)
        {
            return TypedResults.NotFound();
        }

        if (job.Status is not (JobStatus.Failed or JobStatus.Cancelled))
        {
            throw new ConflictException($"The job is {Word(job.Status)}; only a failed or cancelled one can be retried.");
        }

        if (await db.FindSubjectAsync(job, cancellationToken) is not { } subject)
        {
            throw new ConflictException("What this job was to make has been deleted.");
        }

        var now = time.GetUtcNow();
        job.Requeue(outbox, now);
        subject.Status = EntityStatus.Pending;
        subject.UpdatedAt = now;
        outbox.Add(new EntityUpdated
        {
            UserId = subject.UserId,
            EntityType = JobSubjects.EntityType(job.Type),
            EntityId = subject.Id,
            OccurredAt = now,
        });
        outbox.AddActivity(db, ActivityTypes.Retried, subject, JobSubjects.EntityType(job.Type), now);

        var answer = new Started(subject.Id, job.Id);
        idempotent.Remember(StatusCodes.Status202Accepted, answer, $"/api/jobs/{job.Id}");
        await outbox.SaveAsync(cancellationToken);
        return TypedResults.Accepted($"/api/jobs/{job.Id}", answer);
    }

    private static Task<Job?> FindAsync(StudioDb db, Guid id, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        Own(db, id, user).SingleOrDefaultAsync(cancellationToken);

    private static IQueryable<Job> Own(StudioDb db, Guid id, ClaimsPrincipal user)
    {
        var userId = user.UserId();
        return db.Jobs.Where(row => row.Id == id && row.UserId == userId);
    }

    private static string Word(JobStatus status) => status.ToString().ToLowerInvariant();
}
