using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Entities;
using RealtimeMesh.Studio.Http;

namespace RealtimeMesh.Studio.Infographics;

/// <summary>A new infographic, of a document's keywords or of the given points.</summary>
internal sealed record CreateInfographic(string? Title, Guid? DocumentId, IReadOnlyList<CreateInfographicPoint>? Points);

internal sealed record CreateInfographicPoint(string? Label, double? Value);

/// <summary>An infographic; its picture is the content.</summary>
internal sealed record InfographicView(
    Guid Id,
    string Title,
    EntityStatus Status,
    Guid JobId,
    Guid? DocumentId,
    IReadOnlyList<InfographicPoint>? Points,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static InfographicView Of(Infographic row) => new(
        row.Id,
        row.Title,
        row.Status,
        row.JobId,
        row.DocumentId,
        row.Points,
        row.CreatedAt,
        row.UpdatedAt);
}

internal static class InfographicEndpoints
{
    private const int MaxPoints = 24;
    private const int MaxLabelLength = 100;

    public static void MapInfographics(this RouteGroupBuilder api)
    {
        var infographics = api.MapGroup("/infographics").WithTags("Infographics");
        infographics.MapEntity<Infographic, InfographicView>(EntityTypes.Infographic, InfographicView.Of);
        infographics.MapPost("/", Create).Produces<Started>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> Create(
        CreateInfographic request,
        ClaimsPrincipal user,
        StudioDb db,
        EntityCreation creation,
        CancellationToken cancellationToken)
    {
        var userId = user.UserId();
        var checks = new Checks();
        Check(request, checks);
        if (!checks.Failed && request.DocumentId is { } documentId)
        {
            var exists = await db.Documents.AnyAsync(row => row.Id == documentId && row.UserId == userId, cancellationToken);
            checks.That(exists, "documentId", $"is {documentId}; there is no such document.");
        }

        if (checks.Failed)
        {
            return checks.Problem();
        }

        var (id, jobId, now) = creation.Begin();
        var infographic = new Infographic
        {
            Id = id,
            UserId = userId,
            JobId = jobId,
            Title = request.Title ?? "Infographic",
            DocumentId = request.DocumentId,
            Points = request.Points?.Select(point => new InfographicPoint(point.Label!, point.Value!.Value)).ToList(),
            CreatedAt = now,
            UpdatedAt = now,
        };
        return await creation.SaveAsync(infographic, JobTypes.GenerateInfographic, "/api/infographics", cancellationToken);
    }

    private static void Check(CreateInfographic request, Checks checks)
    {
        checks.Text(request.Title ?? "Infographic", "title", EntityEndpoints.MaxTitleLength);
        checks.That(request.DocumentId is null != request.Points is null, "points", "or documentId must be given, and not both.");
        if (request.Points is not { } points)
        {
            return;
        }

        checks.That(points.Count is >= 1 and <= MaxPoints, "points", $"has {points.Count} points; it must have 1 to {MaxPoints}.");
        foreach (var (index, point) in points.Take(MaxPoints).Index())
        {
            checks.Text(point?.Label, $"points[{index}].label", MaxLabelLength);
            checks.That(point?.Value is >= 0 and <= 1e15, $"points[{index}].value", $"is {point?.Value}; it must be 0 to 1e15.");
        }
    }
}
