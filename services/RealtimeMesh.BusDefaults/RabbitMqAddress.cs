using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MassTransit;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using RealtimeMesh.ServiceDefaults;

namespace RealtimeMesh.BusDefaults;

/// <summary>The RabbitMQ that <c>ConnectionStrings:rabbitmq</c> names.</summary>
public sealed class RabbitMqAddress
{
    private const string Example = "amqp://user:password@localhost:5672/vhost";

    private readonly Uri _uri;

    private RabbitMqAddress(Uri uri) => _uri = uri;

    // MassTransit cuts a password at its second colon.
    private (string User, string Password) Credentials => _uri.UserInfo.Split(':', 2) is [{ Length: > 0 } user, var password]
        ? (Uri.UnescapeDataString(user), Uri.UnescapeDataString(password))
        : ("guest", "guest");

    private bool IsTls => _uri.Scheme is "amqps";

    private int Port => _uri.Port > 0 ? _uri.Port : IsTls ? 5671 : 5672;

    /// <exception cref="InvalidOperationException">The setting is missing or malformed; the message names it and keeps its password.</exception>
    public static RabbitMqAddress From(IConfiguration configuration)
    {
        var setting = configuration.Required("ConnectionStrings:rabbitmq", Example);

        return Uri.TryCreate(setting, UriKind.Absolute, out var uri) && uri is { Scheme: "amqp" or "amqps", Host.Length: > 0, Segments.Length: <= 2 }
            ? new RabbitMqAddress(uri)
            : throw new InvalidOperationException($"The setting ConnectionStrings__rabbitmq is not an amqp:// or amqps:// address with at most one virtual host. Example: {Example}");
    }

    /// <summary>Host and port, without the password.</summary>
    public override string ToString() => $"{_uri.Host}:{Port}";

    /// <summary>What a queue is called in MassTransit's headers.</summary>
    public Uri Of(string queue) => new($"rabbitmq{(IsTls ? "s" : "")}://{_uri.Host}{(Port == (IsTls ? 5671 : 5672) ? "" : $":{Port}")}{_uri.AbsolutePath.TrimEnd('/')}/{queue}");

    /// <summary>A connection of RabbitMQ's own client, which is not made again when it is lost.</summary>
    /// <exception cref="BrokerUnreachableException">Nobody answers there, or refuses.</exception>
    public async Task<IConnection> ConnectAsync(string connectionName, CancellationToken cancellationToken)
    {
        string? refusal = null;
        var factory = new ConnectionFactory
        {
            Uri = _uri,
            UserName = Credentials.User,
            Password = Credentials.Password,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
            RequestedHeartbeat = TimeSpan.FromSeconds(15),
            // For an amqps:// address the client itself would accept a certificate of any name, and does not tell why it refuses one.
            Ssl = new SslOption(_uri.Host, enabled: IsTls)
            {
                CertificateValidationCallback = (_, _, chain, errors) => (refusal = Refusal(chain, errors)) is null,
            },
        };
        try
        {
            return await factory.CreateConnectionAsync(connectionName, cancellationToken);
        }
        catch (BrokerUnreachableException unreachable) when (refusal is not null)
        {
            throw new BrokerUnreachableException(new AuthenticationException(refusal, unreachable));
        }
    }

    /// <summary>Whether the broker itself answers: more than a port that is open while it boots.</summary>
    public async Task<bool> IsReachableAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await ConnectAsync("realtime-mesh-probe", cancellationToken);
            return connection.IsOpen;
        }
        catch (Exception away) when (away is RabbitMQClientException or IOException or TimeoutException)
        {
            return false;
        }
    }

    private static string? Refusal(X509Chain? chain, SslPolicyErrors errors) => errors is SslPolicyErrors.None
        ? null
        : $"its certificate is not accepted: {string.Join(", ", [$"{errors}", .. (chain?.ChainStatus ?? []).Select(status => $"{status.Status}").Distinct()])}";

    public void Configure(IRabbitMqBusFactoryConfigurator rabbit, string connectionName)
    {
        var (user, password) = Credentials;
        rabbit.Host(_uri, connectionName, host =>
        {
            host.Username(user);
            host.Password(password);
            if (IsTls)
            {
                host.UseSsl(tls =>
                {
                    tls.Protocol = SslProtocols.None;
                    // MassTransit would accept a certificate that nobody vouches for.
                    tls.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch);
                });
            }
        });
    }
}
