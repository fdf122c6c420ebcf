using System.Security.Claims;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Entities;
using RealtimeMesh.Studio.Http;

namespace RealtimeMesh.Studio.Voiceovers;

/// <summary>A new voiceover of a text.</summary>
internal sealed record CreateVoiceover(string? Title, string? Text);

/// <summary>A voiceover; <c>audioKind</c> says whether it is spoken or a transcript.</summary>
internal sealed record VoiceoverView(
    Guid Id,
    string Title,
    EntityStatus Status,
    Guid JobId,
    string Text,
    string? AudioKind,
    double? DurationSeconds,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static VoiceoverView Of(Voiceover row) => new(
        row.Id,
        row.Title,
        row.Status,
        row.JobId,
        row.Text,
        row.AudioKind,
        row.DurationSeconds,
        row.CreatedAt,
        row.UpdatedAt);
}

internal static class VoiceoverEndpoints
{
    private const int MaxTextLength = 10_000;

    public static void MapVoiceovers(this RouteGroupBuilder api)
    {
        var voiceovers = api.MapGroup("/voiceovers").WithTags("Voiceovers");
        voiceovers.MapEntity<Voiceover, VoiceoverView>(EntityTypes.Voiceover, VoiceoverView.Of);
        voiceovers.MapPost("/", Create).Produces<Started>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> Create(
        CreateVoiceover request,
        ClaimsPrincipal user,
        EntityCreation creation,
        CancellationToken cancellationToken)
    {
        var checks = new Checks();
        checks.Text(request.Title ?? "Voiceover", "title", EntityEndpoints.MaxTitleLength);
        checks.Text(request.Text, "text", MaxTextLength);
        if (checks.Failed)
        {
            return checks.Problem();
        }

        var (id, jobId, now) = creation.Begin();
        var voiceover = new Voiceover
        {
            Id = id,
            UserId = user.UserId(),
            JobId = jobId,
            Title = request.Title ?? "Voiceover",
            Text = request.Text!,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return await creation.SaveAsync(voiceover, JobTypes.GenerateVoiceover, "/api/voiceovers", cancellationToken);
    }
}
