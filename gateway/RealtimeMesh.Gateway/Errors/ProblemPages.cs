using RealtimeMesh.HttpDefaults.Errors;

namespace RealtimeMesh.Gateway.Errors;

internal static class ProblemPages
{
    /// <summary>Gives every bodiless error the form of a problem (RFC 9457); on stream paths, stream error pages come first.</summary>
    public static IApplicationBuilder UseProblemPages(this IApplicationBuilder app) =>
        app.UseStatusCodePages(pages =>
        {
            var status = pages.HttpContext.Response.StatusCode;
            return TypedResults.Problem(StreamError.Of(status).Message, statusCode: status).ExecuteAsync(pages.HttpContext);
        });

    /// <summary>Turns an exception into a status and nothing else: what it says is for the log.</summary>
    public static IApplicationBuilder UseExceptionStatus(this IApplicationBuilder app) =>
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = _ => Task.CompletedTask,
            StatusCodeSelector = exception => exception is BadHttpRequestException bad
                ? bad.StatusCode
                : StatusCodes.Status500InternalServerError,
        });
}
