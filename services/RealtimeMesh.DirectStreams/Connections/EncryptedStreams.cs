using System.IO.Pipelines;
using System.Net.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace RealtimeMesh.DirectStreams.Connections;

/// <summary>
/// Stands between TLS and HTTP, where bytes are plain: what is taken here is never encrypted and then lost, which would be the end of all
/// that follows. While a stream lasts nothing is left of HTTP, and TLS waits for its end.
/// </summary>
internal static class EncryptedStreams
{
    public static void UseEncryptedStreams(this ListenOptions endpoint) => endpoint.Use(http => connection => ServeAsync(connection, http));

    private static Task ServeAsync(ConnectionContext connection, ConnectionDelegate http) =>
        connection.Features.Get<DirectConnection>() is { } direct && connection.Features.Get<ISslStreamFeature>() is { } tls
            ? ServeAsync(direct, connection, tls.SslStream, http)
            : http(connection);

    private static async Task ServeAsync(DirectConnection direct, ConnectionContext connection, SslStream tls, ConnectionDelegate http)
    {
        var heartbeats = connection.Features.Get<IConnectionHeartbeatFeature>() is { } kestrel ? new Heartbeats(kestrel) : null;
        connection.Features.Set<IConnectionHeartbeatFeature>(heartbeats);
        var plain = connection.Transport;
        while (await ServeOnceAsync(connection, plain, http))
        {
            heartbeats?.Forget();
            if (!await direct.StreamAsync(tls))
            {
                return;
            }
        }
    }

    /// <returns>Whether a response was taken.</returns>
    private static async Task<bool> ServeOnceAsync(ConnectionContext connection, IDuplexPipe plain, ConnectionDelegate http)
    {
        var pipes = new TakeablePipes(plain.Input, plain.Output, leaveOpen: true);
        connection.Transport = pipes;
        await http(connection);
        connection.Transport = plain;
        if (pipes.IsTaken)
        {
            // What came with the request and was not read would be kept as long as the stream.
            pipes.Discard();
        }

        return pipes.IsTaken;
    }
}
