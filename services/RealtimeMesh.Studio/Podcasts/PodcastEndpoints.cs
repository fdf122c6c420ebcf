using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Entities;
using RealtimeMesh.Studio.Http;

namespace RealtimeMesh.Studio.Podcasts;

/// <summary>A new podcast, made from 1 to 10 documents of the same user.</summary>
internal sealed record CreatePodcast(string? Title, IReadOnlyList<Guid>? DocumentIds);

/// <summary>A podcast; its script is there before its audio.</summary>
internal sealed record PodcastView(
    Guid Id,
    string Title,
    EntityStatus Status,
    Guid JobId,
    IReadOnlyList<Guid> DocumentIds,
    IReadOnlyList<PodcastTurn>? Script,
    string? AudioKind,
    double? DurationSeconds,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static PodcastView Of(Podcast row) => new(
        row.Id,
        row.Title,
        row.Status,
        row.JobId,
        row.DocumentIds,
        row.Script,
        row.AudioKind,
        row.DurationSeconds,
        row.CreatedAt,
        row.UpdatedAt);
}

internal static class PodcastEndpoints
{
    private const int MaxDocuments = 10;

    public static void MapPodcasts(this RouteGroupBuilder api)
    {
        var podcasts = api.MapGroup("/podcasts").WithTags("Podcasts");
        podcasts.MapEntity<Podcast, PodcastView>(EntityTypes.Podcast, PodcastView.Of);
        podcasts.MapPost("/", Create).Produces<Started>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> Create(
        CreatePodcast request,
        ClaimsPrincipal user,
        StudioDb db,
        EntityCreation creation,
        CancellationToken cancellationToken)
    {
        var userId = user.UserId();
        var ids = request.DocumentIds ?? [];
        var checks = new Checks();
        checks.Text(request.Title ?? "Podcast", "title", EntityEndpoints.MaxTitleLength);
        checks.That(ids.Count is >= 1 and <= MaxDocuments, "documentIds", $"has {ids.Count} ids; it must have 1 to {MaxDocuments}.");
        if (!checks.Failed)
        {
            var own = await db.Documents.Where(row => row.UserId == userId && ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken);
            var missing = ids.Except(own).ToList();
            checks.That(missing.Count == 0, "documentIds", $"names documents that do not exist: {string.Join(", ", missing)}.");
        }

        if (checks.Failed)
        {
            return checks.Problem();
        }

        var (id, jobId, now) = creation.Begin();
        var podcast = new Podcast
        {
            Id = id,
            UserId = userId,
            JobId = jobId,
            Title = request.Title ?? "Podcast",
            DocumentIds = [.. ids.Distinct()],
            CreatedAt = now,
            UpdatedAt = now,
        };
        return await creation.SaveAsync(podcast, JobTypes.GeneratePodcast, "/api/podcasts", cancellationToken);
    }
}
