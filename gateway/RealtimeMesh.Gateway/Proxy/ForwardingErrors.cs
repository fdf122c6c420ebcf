using RealtimeMesh.Gateway.Diagnostics;

namespace RealtimeMesh.Gateway.Proxy;

internal static class ForwardingErrors
{
    // As often as backends are probed: sooner, nothing can have changed.
    private const string RetryAfterSeconds = "2";

    /// <summary>Says how a request failed that could not be forwarded. Error pages give it a body.</summary>
    public static IApplicationBuilder UseForwardingErrors(this IApplicationBuilder proxy, ILogger logger) =>
        proxy.Use(async (HttpContext context, RequestDelegate next) =>
        {
            await next(context);

            // A client that left is nobody's failure.
            if (context.GetForwarderErrorFeature() is not { } error || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            {
                return;
            }

            // Nobody there is the same news whether a probe or this request found out.
            if (error.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError })
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            }

            if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            {
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                logger.NotForwarded(context.Request.Path, error.Error, error.Exception?.Message ?? "No exception.");
            }
        });
}
