using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Activities;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Http;
using RealtimeMesh.Studio.Jobs;
using RealtimeMesh.Studio.Outbox;

namespace RealtimeMesh.Studio.Entities;

/// <summary>What may be changed of an entity.</summary>
internal sealed record EntityPatch(string? Title);

/// <summary>List, detail, rename and delete, the same for documents, podcasts, voiceovers and infographics.</summary>
internal static class EntityEndpoints
{
    public const int MaxTitleLength = 200;

    public static void MapEntity<TRow, TView>(this RouteGroupBuilder group, string entityType, Func<TRow, TView> view)
        where TRow : Entity
    {
        group.MapGet("/", (
            [AsParameters] PageQuery query, ClaimsPrincipal user, StudioDb db, CancellationToken cancellationToken) =>
            ListAsync(query, user, db, view, cancellationToken));

        group.MapGet("/{id:guid}", async Task<Results<Ok<TView>, NotFound>> (
            Guid id, ClaimsPrincipal user, StudioDb db, CancellationToken cancellationToken) =>
            await FindAsync<TRow>(db, id, user, cancellationToken) is { } row ? TypedResults.Ok(view(row)) : TypedResults.NotFound());

        group.MapPatch("/{id:guid}", (
            Guid id, EntityPatch patch, ClaimsPrincipal user, StudioDb db, OutboxWriter outbox, TimeProvider time, CancellationToken cancellationToken) =>
            RenameAsync(id, patch, user, db, outbox, time, entityType, view, cancellationToken));

        group.MapDelete("/{id:guid}", (
            Guid id, ClaimsPrincipal user, StudioDb db, OutboxWriter outbox, TimeProvider time, CancellationToken cancellationToken) =>
            DeleteAsync<TRow>(id, user, db, outbox, time, entityType, cancellationToken));

        group.MapGet("/{id:guid}/content", EntityContentEndpoint.Get<TRow>);
    }

    public static Task<TRow?> FindAsync<TRow>(StudioDb db, Guid id, ClaimsPrincipal user, CancellationToken cancellationToken)
        where TRow : Entity
    {
        var userId = user.UserId();
        return db.Set<TRow>().SingleOrDefaultAsync(row => row.Id == id && row.UserId == userId, cancellationToken);
    }

    private static async Task<Results<Ok<Page<TView>>, ValidationProblem>> ListAsync<TRow, TView>(
        PageQuery query,
        ClaimsPrincipal user,
        StudioDb db,
        Func<TRow, TView> view,
        CancellationToken cancellationToken)
        where TRow : Entity
    {
        var checks = new Checks();
        var (before, limit) = query.Read(checks);
        if (checks.Failed)
        {
            return checks.Problem();
        }

        var userId = user.UserId();
        var page = await db.Set<TRow>().AsNoTracking()
            .Where(row => row.UserId == userId && (before == null || row.Id < before))
            .OrderByDescending(row => row.Id)
            .ToPageAsync(limit, view, row => row.Id, cancellationToken);
        return TypedResults.Ok(page);
    }

    private static async Task<Results<Ok<TView>, NotFound, ValidationProblem>> RenameAsync<TRow, TView>(
        Guid id,
        EntityPatch patch,
        ClaimsPrincipal user,
        StudioDb db,
        OutboxWriter outbox,
        TimeProvider time,
        string entityType,
        Func<TRow, TView> view,
        CancellationToken cancellationToken)
        where TRow : Entity
    {
        var checks = new Checks();
        checks.Text(patch.Title, "title", MaxTitleLength);
        if (checks.Failed)
        {
            return checks.Problem();
        }

        if (await FindAsync<TRow>(db, id, user, cancellationToken) is not { } row)
        {
            return TypedResults.NotFound();
        }

        var now = time.GetUtcNow();
        row.Title = patch.Title!;
        row.UpdatedAt = now;
        outbox.Add(new EntityUpdated { UserId = row.UserId, EntityType = entityType, EntityId = row.Id, OccurredAt = now });
        outbox.AddActivity(db, ActivityTypes.Updated, row, entityType, now);
        await outbox.SaveAsync(cancellationToken);
        return TypedResults.Ok(view(row));
    }

    private static async Task<Results<NoContent, NotFound>> DeleteAsync<TRow>(
        Guid id,
        ClaimsPrincipal user,
        StudioDb db,
        OutboxWriter outbox,
        TimeProvider time,
        string entityType,
        CancellationToken cancellationToken)
        where TRow : Entity
    {
        if (await FindAsync<TRow>(db, id, user, cancellationToken) is not { } row)
        {
            return TypedResults.NotFound();
        }

        var now = time.GetUtcNow();
        if (await db.Jobs.FindAsync([row.JobId], cancellationToken) is { } job && job.IsActive())
        {
            job.Cancel("You deleted what this job was to make.", outbox, now);
        }

        db.Remove(row);
        outbox.Add(new EntityDeleted { UserId = row.UserId, EntityType = entityType, EntityId = row.Id, OccurredAt = now });
        outbox.AddActivity(db, ActivityTypes.Deleted, row, entityType, now);

        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            await db.Contents.Where(content => content.EntityId == id).ExecuteDeleteAsync(cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        outbox.Wake();
        return TypedResults.NoContent();
    }
}
