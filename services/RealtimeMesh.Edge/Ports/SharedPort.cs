using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using RealtimeMesh.DirectStreams;

namespace RealtimeMesh.Edge.Ports;

/// <summary>
/// One port for HTTP/1.1 (curl) and for HTTP/2 without TLS by prior knowledge (the gateway). Kestrel serves one of them per
/// endpoint; so a second endpoint, which accepts nothing itself, holds the HTTP/2 pipeline that connections are handed to.
/// </summary>
internal static class SharedPort
{
    private const long MaxBodyBytes = 64 * 1024;

    // A gateway's streams all come on few connections. What one carries dies with it: so not all on one.
    private const int MaxStreamsPerConnection = 1_000;

    public static void AddSharedPort(this WebApplicationBuilder builder)
    {
        builder.AddDirectTransport();
        builder.Services.AddSingleton<IConnectionListenerFactory, HandOverListenerFactory>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.Http2.MaxStreamsPerConnection = MaxStreamsPerConnection;
            // On HTTP/2 one stalled request would end its whole connection, with all others of the gateway. Streams see to slow peers themselves.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MinRequestBodyDataRate = null;

            ConnectionDelegate? http2 = null;
            kestrel.Listen(new HandOverEndPoint("http2-on-the-same-port"), endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http2;
                endpoint.Use(next => http2 = next);
            });
            kestrel.ConfigureEndpointDefaults(endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1;
                var time = endpoint.ApplicationServices.GetRequiredService<TimeProvider>();
                endpoint.Use(http1 => connection => ServeAsync(connection, http1, http2!, time));
            });
        });
    }

    private static async Task ServeAsync(
        ConnectionContext connection, ConnectionDelegate http1, ConnectionDelegate http2, TimeProvider time)
    {
        if (await Http2Preface.IsNextAsync(connection, time) is { } isHttp2)
        {
            if (isHttp2)
            {
                DirectTransport.GatherSends(connection);
            }

            await (isHttp2 ? http2 : http1)(connection);
        }
    }
}
