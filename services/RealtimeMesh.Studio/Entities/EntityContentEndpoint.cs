using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Studio.Entities;

/// <summary>The bytes of an entity: a document's original, a podcast's audio, an infographic's picture.</summary>
internal static class EntityContentEndpoint
{
    public static async Task<Results<FileContentHttpResult, NotFound, ProblemHttpResult>> Get<TRow>(
        Guid id,
        ClaimsPrincipal user,
        StudioDb db,
        HttpResponse response,
        CancellationToken cancellationToken)
        where TRow : Entity
    {
        if (await EntityEndpoints.FindAsync<TRow>(db, id, user, cancellationToken) is not { } row)
        {
            return TypedResults.NotFound();
        }

        if (await db.Contents.AsNoTracking().SingleOrDefaultAsync(content => content.EntityId == id, cancellationToken) is not { } content)
        {
            return TypedResults.Problem("Its job has not made this yet.", statusCode: StatusCodes.Status404NotFound);
        }

        // Users upload HTML, and SVG can hold scripts: whatever this is, it may not act as a page of this origin.
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private, no-cache";

        return TypedResults.Bytes(
            content.Bytes,
            content.ContentType,
            enableRangeProcessing: true,
            lastModified: row.UpdatedAt,
            entityTag: new EntityTagHeaderValue($"\"{row.UpdatedAt.ToUnixTimeMilliseconds()}\""));
    }
}
