namespace RealtimeMesh.Gateway.Proxy;

internal static class TunnelRefusal
{
    /// <summary>
    /// Nothing here is a tunnel. Forwarded, CONNECT would break off, and ten of them would have a healthy edge taken out.
    /// </summary>
    public static IApplicationBuilder UseTunnelRefusal(this IApplicationBuilder proxy) =>
        proxy.Use((HttpContext context, RequestDelegate next) =>
        {
            if (!HttpMethods.IsConnect(context.Request.Method))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        });
}
