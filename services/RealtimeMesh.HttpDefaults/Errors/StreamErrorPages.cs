using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace RealtimeMesh.HttpDefaults.Errors;

public static class StreamErrorPages
{
    /// <summary>Gives every bodiless error on a stream path the form that stream clients read.</summary>
    public static IApplicationBuilder UseStreamErrorPages(this IApplicationBuilder app) =>
        app.UseWhen(IsStreamPath, streams => streams.UseStatusCodePages(
            pages => StreamError.Of(pages.HttpContext.Response.StatusCode).WriteAsync(pages.HttpContext)));

    private static bool IsStreamPath(HttpContext context) =>
        context.Request.Path.StartsWithSegments(StreamError.RpcPrefix) || context.Request.Path.StartsWithSegments("/api/events");
}
