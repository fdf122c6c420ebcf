using System.Security.Claims;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Entities;
using RealtimeMesh.Studio.Http;

namespace RealtimeMesh.Studio.Documents;

/// <summary>A document; what the worker finds out is there once it is ready.</summary>
internal sealed record DocumentView(
    Guid Id,
    string Title,
    string Format,
    int SizeBytes,
    EntityStatus Status,
    Guid JobId,
    int? WordCount,
    int? ReadingMinutes,
    IReadOnlyList<DocumentHeading>? Headings,
    IReadOnlyList<DocumentKeyword>? Keywords,
    string? Summary,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static DocumentView Of(Document row) => new(
        row.Id,
        row.Title,
        row.Format,
        row.SizeBytes,
        row.Status,
        row.JobId,
        row.WordCount,
        row.ReadingMinutes,
        row.Headings,
        row.Keywords,
        row.Summary,
        row.CreatedAt,
        row.UpdatedAt);
}

internal static class DocumentEndpoints
{
    private const string Path = "/api/documents";

    public static void MapDocuments(this RouteGroupBuilder api)
    {
        var documents = api.MapGroup("/documents").WithTags("Documents");
        documents.MapEntity<Document, DocumentView>(EntityTypes.Document, DocumentView.Of);
        documents.MapPost("/", Create)
            .Accepts<CreateDocument>("application/json", "multipart/form-data")
            .Produces<Started>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> Create(
        HttpRequest request,
        ClaimsPrincipal user,
        StudioDb db,
        EntityCreation creation,
        CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType && !request.HasJsonContentType())
        {
            return TypedResults.Problem(
                $"The content type is '{request.ContentType}'; it must be application/json or multipart/form-data.",
                statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        var checks = new Checks();
        if (await DocumentUpload.ReadAsync(request, checks, cancellationToken) is not { } upload)
        {
            return checks.Problem();
        }

        var (id, jobId, now) = creation.Begin();
        db.Contents.Add(new EntityContent { EntityId = id, ContentType = DocumentFormats.ContentTypes[upload.Format], Bytes = upload.Bytes });
        var document = new Document
        {
            Id = id,
            UserId = user.UserId(),
            JobId = jobId,
            Title = upload.Title,
            Format = upload.Format,
            SizeBytes = upload.Bytes.Length,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return await creation.SaveAsync(document, JobTypes.ProcessDocument, Path, cancellationToken);
    }
}
