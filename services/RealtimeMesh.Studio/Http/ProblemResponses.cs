using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using RealtimeMesh.Studio.Data.Providers;

namespace RealtimeMesh.Studio.Http;

/// <summary>Turns what a handler throws into ProblemDetails that name the field, and never into a stack trace.</summary>
internal sealed class ProblemResponses : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, detail) = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => (StatusCodes.Status400BadRequest, Describe(json)),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                (StatusCodes.Status413PayloadTooLarge, "The request body is too large."),
            // The framework's own words for this one speak of parameters and services.
            BadHttpRequestException bad when bad.Message.Contains("body", StringComparison.Ordinal) => (bad.StatusCode, "The body is missing; it must be a JSON object."),
            BadHttpRequestException bad => (bad.StatusCode, bad.Message),
            JsonException json => (StatusCodes.Status400BadRequest, Describe(json)),
            InvalidDataException or IOException when httpContext.Request.HasFormContentType =>
                (StatusCodes.Status400BadRequest, $"The form cannot be read: {exception.Message}"),
            InvalidOperationException or NotSupportedException when OddCharset(httpContext.Request) is { } charset =>
                (StatusCodes.Status415UnsupportedMediaType, $"The charset of the body is '{charset}'; it must be utf-8."),
            ConflictException conflict => (StatusCodes.Status409Conflict, conflict.Message),
            DbUpdateConcurrencyException => (StatusCodes.Status409Conflict, "This has just been changed by somebody else; look again."),
            _ when exception.IsDatabaseAway() => (StatusCodes.Status503ServiceUnavailable, "The database is not available just now; try again."),
            _ => (StatusCodes.Status500InternalServerError, "Something went wrong here; it has been logged."),
        };

        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "2";
        }

        // Whatever the client says it accepts: this is the only form there is.
        await Results.Problem(detail, statusCode: status).ExecuteAsync(httpContext);
        return true;
    }

    private static string? OddCharset(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset is { Length: > 0 } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? charset.Value
            : null;

    private static string Describe(JsonException json)
    {
        var field = json.Path is { Length: > 2 } path ? path[2..] : null;

        return field switch
        {
            null => "The body is not a valid JSON object.",
            _ when json.Message.Contains("could not be mapped", StringComparison.Ordinal) => $"The field '{field}' is unknown.",
            _ when json.Message.Contains("could not be converted", StringComparison.Ordinal) => $"The field '{field}' has a value of the wrong type.",
            _ => $"The body is not valid JSON at the field '{field}'.",
        };
    }
}

internal static class ProblemResponsesExtensions
{
    /// <summary>Gives every error without a body the same form, whatever the client says it accepts.</summary>
    public static void UseProblemPages(this IApplicationBuilder app) =>
        app.UseStatusCodePages(pages => Results.Problem(statusCode: pages.HttpContext.Response.StatusCode).ExecuteAsync(pages.HttpContext));

    public static void AddProblemResponses(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemResponses>();
        // What has an answer of its own needs no stack trace in the log; everything else does.
        services.Configure<ExceptionHandlerOptions>(handler =>
            handler.SuppressDiagnosticsCallback = handled => handled.HttpContext.Response.StatusCode != StatusCodes.Status500InternalServerError);
        // In Development the framework would answer a malformed body with a bare 400 or a stack trace; so it is thrown everywhere.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }
}
