using Microsoft.AspNetCore.Mvc;
using RealtimeMesh.Edge.Frames;

namespace RealtimeMesh.Edge.Streams;

internal static class StreamRoutes
{
    private const long MaxBodyBytes = 64 * 1024;

    public static void MapStreams(this IEndpointRouteBuilder routes)
    {
        var streams = routes.MapGroup("")
            .RequireAuthorization()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .ExcludeFromDescription();

        streams.MapGet("/api/events", (HttpContext context, StreamEndpoint endpoint) => endpoint.ServeAsync(context, StreamForm.Plain));
        streams.MapMethods(
            "/rpc/events/subscribe",
            [HttpMethods.Get, HttpMethods.Post],
            (HttpContext context, StreamEndpoint endpoint) => endpoint.ServeAsync(context, StreamForm.Rpc));
    }
}
