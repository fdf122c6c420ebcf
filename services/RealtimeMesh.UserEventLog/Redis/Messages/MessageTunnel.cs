using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace RealtimeMesh.UserEventLog.Redis.Messages;

/// <summary>Takes published messages out of what the client library reads. That needs the decrypted bytes, so TLS is done here as well, as the connection string says.</summary>
internal sealed class MessageTunnel : Tunnel
{
    private readonly SubscribedChannels _channels;
    private readonly SslClientAuthenticationOptions? _tls;

    private MessageTunnel(SubscribedChannels channels, SslClientAuthenticationOptions? tls)
    {
        _channels = channels;
        _tls = tls;
    }

    /// <summary>The same connection, with its messages to <paramref name="channels"/>.</summary>
    public static ConfigurationOptions Through(ConfigurationOptions connection, SubscribedChannels channels)
    {
        connection = connection.Clone();
        connection.Tunnel = new MessageTunnel(channels, connection.Ssl ? Tls(connection) : null);
        connection.Ssl = false;
        // Messages have a connection of their own.
        connection.Protocol = RedisProtocol.Resp2;
        return connection;
    }

    public override async ValueTask<Stream?> BeforeAuthenticateAsync(
        EndPoint endpoint, ConnectionType connectionType, Socket? socket, CancellationToken cancellationToken)
    {
        if (socket is null || (_tls is null && connectionType is not ConnectionType.Subscription))
        {
            return null;
        }

        Stream stream = new NetworkStream(socket);
        if (_tls is not null)
        {
            stream = await AuthenticateAsync(stream, endpoint, cancellationToken);
        }

        return connectionType is ConnectionType.Subscription ? new MessageStream(stream, _channels) : stream;
    }

    private static SslClientAuthenticationOptions Tls(ConfigurationOptions connection) => new()
    {
        TargetHost = connection.SslHost,
        EnabledSslProtocols = connection.SslProtocols ?? SslProtocols.None,
        CertificateRevocationCheckMode = connection.CheckCertificateRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck,
    };

    private async Task<SslStream> AuthenticateAsync(Stream stream, EndPoint endpoint, CancellationToken cancellationToken)
    {
        var tls = new SslStream(stream);
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = _tls!.TargetHost ?? (endpoint is DnsEndPoint dns ? dns.Host : ((IPEndPoint)endpoint).Address.ToString()),
                    EnabledSslProtocols = _tls.EnabledSslProtocols,
                    CertificateRevocationCheckMode = _tls.CertificateRevocationCheckMode,
                },
                cancellationToken);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }
}
