using RealtimeMesh.Studio.Data.Schema;

namespace RealtimeMesh.Studio.Http;

/// <summary>Answers 503 until the schema is up to date, so that a request cannot meet half a database.</summary>
internal sealed class DatabaseGate(RequestDelegate next, DatabaseMigration migration)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (migration.Done.IsCompleted || !IsStudioPath(context.Request.Path))
        {
            return next(context);
        }

        context.Response.Headers.RetryAfter = "2";
        return Results.Problem("The database is not ready yet; try again.", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
    }

    private static bool IsStudioPath(PathString path) =>
        path.StartsWithSegments("/api") && !path.StartsWithSegments("/api/events") && !path.StartsWithSegments("/api/auth");
}
