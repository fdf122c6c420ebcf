using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using RealtimeMesh.DirectStreams.Connections;

namespace RealtimeMesh.DirectStreams;

public static class DirectTransport
{
    /// <summary>Kestrel on sockets of our own: all of HTTP as before, and responses can be taken out of it as <see cref="DirectStream"/>.</summary>
    public static WebApplicationBuilder AddDirectTransport(this WebApplicationBuilder builder)
    {
        builder.UseConfiguredEndpoints();
        builder.Services.AddSingleton<IConnectionListenerFactory, DirectListenerFactory>();

        return builder;
    }

    /// <summary>Whether an endpoint has TLS, as configured. To be asked when it has connections: not known before.</summary>
    public static bool IsEncrypted(ListenOptions endpoint) => ConfiguredEndpoints.IsEncrypted(endpoint);

    /// <summary>Bytes that are written in quick succession leave this connection together: for one that carries many streams.</summary>
    public static void GatherSends(ConnectionContext connection) => connection.Features.Get<DirectConnection>()?.GatherSends();
}
