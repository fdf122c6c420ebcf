using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Http;

namespace RealtimeMesh.Studio.Activities;

/// <summary>A line of the activity feed.</summary>
internal sealed record ActivityView(Guid Id, string Type, string? EntityType, Guid? EntityId, string? Title, DateTimeOffset Timestamp);

internal static class ActivityEndpoints
{
    public static void MapActivities(this RouteGroupBuilder api) => api.MapGet("/activity", List).WithTags("Activity");

    private static async Task<Results<Ok<Page<ActivityView>>, ValidationProblem>> List(
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
        var page = await db.Activities.AsNoTracking()
            .Where(row => row.UserId == userId && (before == null || row.Id < before))
            .OrderByDescending(row => row.Id)
            .ToPageAsync(
                limit,
                row => new ActivityView(row.Id, row.Type, row.EntityType, row.EntityId, row.Title, row.Timestamp),
                row => row.Id,
                cancellationToken);
        return TypedResults.Ok(page);
    }
}
