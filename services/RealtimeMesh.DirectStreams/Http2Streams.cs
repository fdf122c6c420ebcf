using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RealtimeMesh.DirectStreams.Connections;
using RealtimeMesh.DirectStreams.Http2;

namespace RealtimeMesh.DirectStreams;

/// <summary>HTTP/2 for event streams, beside Kestrel's: of a client that says it wants nothing else.</summary>
public static class Http2Streams
{
    public static WebApplicationBuilder AddHttp2Streams(this WebApplicationBuilder builder)
    {
        ServerWithStreams.Replace(builder.Services);
        return builder;
    }

    /// <summary>Whether <see cref="ServeAsync"/> can: a connection of <see cref="DirectTransport"/>. Of its endpoint see <see cref="DirectTransport.IsEncrypted"/>.</summary>
    public static bool CanServe(ConnectionContext connection) => connection.Features.Get<DirectConnection>() is not null;

    /// <summary>Serves a connection of which nothing has been read: its first bytes are HTTP/2's preface.</summary>
    /// <param name="connection">Whose client says so in its settings.</param>
    /// <param name="services">The application's.</param>
    /// <param name="maxStreams">At once.</param>
    public static Task ServeAsync(ConnectionContext connection, IServiceProvider services, int maxStreams) => new StreamsConnection(
        connection,
        connection.Features.Get<IConnectionSocketFeature>()!.Socket,
        services.GetRequiredService<StreamRequests>(),
        maxStreams,
        services.GetRequiredService<TimeProvider>()).RunAsync();

    /// <summary>As <see cref="DirectStream.TryTake"/>, for either version of HTTP.</summary>
    public static IDirectStream? TryTake(HttpContext context, IDirectStreamOwner owner, int maxWaiting) =>
        context.Features.Get<Http2Response>() is { } response
            ? response.TryTake(owner, maxWaiting)
            : DirectStream.TryTake(context, owner, maxWaiting);
}
