using System.Text;
using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Http;

namespace RealtimeMesh.Studio.Idempotency;

/// <summary>
/// A POST with an Idempotency-Key that was answered before is answered the same again and does nothing.
/// Keys are per user and kept for a day; a key that comes with another request is refused.
/// </summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next)
{
    private const string Header = "Idempotency-Key";
    private const int MaxKeyLength = 200;

    public async Task InvokeAsync(HttpContext context, StudioDb db, IdempotentRequest current)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.Headers.TryGetValue(Header, out var values) || context.User.Identity?.IsAuthenticated != true)
        {
            await next(context);
            return;
        }

        var key = values.ToString();
        if (values.Count != 1 || key.Length is 0 or > MaxKeyLength || key.Any(character => character is < '!' or > '~'))
        {
            await Refuse(context, StatusCodes.Status400BadRequest, $"{Header} must be one value of 1 to {MaxKeyLength} printable ASCII characters.");
            return;
        }

        var userId = context.User.UserId();
        var hash = await RequestHash.OfAsync(request, context.RequestAborted);
        if (await AnsweredAsync(context, db, userId, key, hash))
        {
            return;
        }

        current.Begin(userId, key, hash);
        try
        {
            await next(context);
        }
        catch (Exception error) when (error is DbUpdateException or ConflictException)
        {
            // Two requests with one key raced: if the other one has stored its answer by now, it is this one's too.
            if (!await AnsweredAsync(context, db, userId, key, hash))
            {
                throw;
            }
        }
    }

    private static async Task<bool> AnsweredAsync(HttpContext context, StudioDb db, string userId, string key, string hash)
    {
        var record = await db.IdempotencyRecords.AsNoTracking()
            .SingleOrDefaultAsync(row => row.UserId == userId && row.Key == key, context.RequestAborted);
        if (record is null)
        {
            return false;
        }

        await (record.RequestHash == hash
            ? Replay(context, record)
            : Refuse(context, StatusCodes.Status422UnprocessableEntity, $"This {Header} was used before, for another request."));
        return true;
    }

    private static Task Replay(HttpContext context, IdempotencyRecord record)
    {
        context.Response.Headers.Location = record.Location;
        return Results.Text(record.Body, "application/json", Encoding.UTF8, record.StatusCode).ExecuteAsync(context);
    }

    private static Task Refuse(HttpContext context, int status, string detail) =>
        Results.Problem(detail, statusCode: status).ExecuteAsync(context);
}
