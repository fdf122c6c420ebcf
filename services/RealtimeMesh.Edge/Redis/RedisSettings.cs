using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.ServiceDefaults;
using StackExchange.Redis;

namespace RealtimeMesh.Edge.Redis;

/// <summary>Where Redis is, and the name that users' channels begin with.</summary>
internal sealed record RedisSettings(ConfigurationOptions Connection, string ChannelPrefix)
{
    private const string Example = "127.0.0.1:6379";

    /// <summary>Host and port, without anything secret.</summary>
    public string Address => string.Join(", ", Connection.EndPoints.Select(endpoint => Format(endpoint)));

    public static RedisSettings Read(IConfiguration configuration)
    {
        var connection = ConfigurationOptions.Parse(configuration.Required("ConnectionStrings:redis", Example));
        if (connection.EndPoints.Count == 0)
        {
            throw new InvalidOperationException($"The setting ConnectionStrings__redis names no host. Example: {Example}");
        }

        connection.ClientName = "realtime-mesh-edge";
        connection.AbortOnConnectFail = false;
        connection.ReconnectRetryPolicy = new LinearRetry(1_000);
        // A stream that cannot be subscribed now is refused; it must not be subscribed later, when nobody waits any more.
        connection.BacklogPolicy = BacklogPolicy.FailFast;
        // A connection that died without a word is noticed by its silence.
        connection.KeepAlive = 10;

        return new RedisSettings(connection, configuration[UserEventChannel.PrefixSetting] ?? UserEventChannel.DefaultPrefix);
    }

    private static string Format(System.Net.EndPoint endpoint) =>
        endpoint is System.Net.DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : $"{endpoint}";
}
