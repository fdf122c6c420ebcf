using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using RealtimeMesh.DirectStreams;

namespace RealtimeMesh.Edge.Ports;

/// <summary>
/// One port for HTTP/1.1 (curl) and for HTTP/2 without TLS by prior knowledge (the gateway). Kestrel serves one of them per
/// endpoint; so a second endpoint, which accepts nothing itself, holds the HTTP/2 pipeline that connections are handed to. Those
/// of a gateway's streams bypass Kestrel.
/// </summary>
internal static class SharedPort
{
    private const long MaxBodyBytes = 64 * 1024;

    // A gateway's streams all come on few connections. What one carries dies with it: so not all on one.
    private const int MaxStreamsPerConnection = 1_000;

    public static void AddSharedPort(this WebApplicationBuilder builder)
    {
        builder.AddDirectTransport();
        builder.AddHttp2Streams();
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
                var services = endpoint.ApplicationServices;
                // Nothing plain on a port with TLS.
                endpoint.Use(http1 => connection => DirectTransport.IsEncrypted(endpoint) ? http1(connection) : ServeAsync(connection, http1, http2!, services));
            });
        });
    }

    private static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate http1, ConnectionDelegate http2, IServiceProvider services)
    {
        switch (await FirstBytes.ReadAsync(connection, services.GetRequiredService<TimeProvider>()))
        {
            case Spoken.Http1:
                await http1(connection);
                break;
            case Spoken.Http2ForStreams when Http2Streams.CanServe(connection):
                await Http2Streams.ServeAsync(connection, services, MaxStreamsPerConnection);
                break;
            case not null:
                DirectTransport.GatherSends(connection);
                await http2(connection);
                break;
            default:
                break;
        }
    }
}
