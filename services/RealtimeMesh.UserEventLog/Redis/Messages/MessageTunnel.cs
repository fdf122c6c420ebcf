using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

#pragma warning disable SER009 // TlsOptions is the only place where the library tells all that it would do for TLS.

namespace RealtimeMesh.UserEventLog.Redis.Messages;

/// <summary>Takes published messages out of what the client library reads. That needs the decrypted bytes, so TLS is done here as well, just as the library would.</summary>
/// <param name="channels">Where the messages go.</param>
/// <param name="tls">What the connection string says, and the library's own environment variables.</param>
/// <param name="onHandshake">Told why a TLS handshake was refused; null when it was not.</param>
internal sealed class MessageTunnel(SubscribedChannels channels, TlsOptions tls, Action<string?> onHandshake) : Tunnel
{
    /// <summary>The same connection, with its messages to <paramref name="channels"/>.</summary>
    public static ConfigurationOptions Through(ConfigurationOptions connection, SubscribedChannels channels, Action<string?> onHandshake)
    {
        var tls = new TlsOptions(connection);
        connection = connection.Clone();
        connection.Tunnel = new MessageTunnel(channels, tls, onHandshake);
        connection.Ssl = false;
        // Messages have a connection of their own.
        connection.Protocol = RedisProtocol.Resp2;
        return connection;
    }

    public override async ValueTask<Stream?> BeforeAuthenticateAsync(
        EndPoint endpoint, ConnectionType connectionType, Socket? socket, CancellationToken cancellationToken)
    {
        if (socket is null || (!tls.IsEnabled && connectionType is not ConnectionType.Subscription))
        {
            return null;
        }

        Stream stream = new NetworkStream(socket);
        if (tls.IsEnabled)
        {
            stream = await AuthenticateAsync(stream, endpoint, cancellationToken);
        }

        return connectionType is ConnectionType.Subscription ? new MessageStream(stream, channels) : stream;
    }

    private async Task<SslStream> AuthenticateAsync(Stream stream, EndPoint endpoint, CancellationToken cancellationToken)
    {
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false, tls.CertificateValidationCallback, tls.CertificateSelectionCallback);
        try
        {
            await encrypted.AuthenticateAsClientAsync(ClientOptions(tls.ResolveHost(endpoint)), cancellationToken);
            onHandshake(null);
            return encrypted;
        }
        catch (Exception failure)
        {
            if (failure is AuthenticationException)
            {
                onHandshake(failure.Message);
            }

            await encrypted.DisposeAsync();
            throw;
        }
    }

    private SslClientAuthenticationOptions ClientOptions(string host) => tls.GetSslClientAuthenticationOptions(host) ?? new()
    {
        TargetHost = host,
        EnabledSslProtocols = tls.SslProtocols ?? SslProtocols.None,
        // The library asks for revocation by default, but only where the protocols are set: certificates of one's own authority have no list of it.
        CertificateRevocationCheckMode = tls is { SslProtocols: not null, CheckCertificateRevocation: true } ? X509RevocationMode.Online : X509RevocationMode.NoCheck,
    };
}
