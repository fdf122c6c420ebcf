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
        var connection = Parse(configuration.Required("ConnectionStrings:redis", Example));
        connection.ClientName = "realtime-mesh-edge";
        connection.AbortOnConnectFail = false;
        connection.ReconnectRetryPolicy = new LinearRetry(1_000);
        // A stream that cannot be subscribed now is refused; it must not be subscribed later, when nobody waits any more.
        connection.BacklogPolicy = BacklogPolicy.FailFast;
        // A connection that died without a word is noticed by its silence.
        connection.KeepAlive = 10;

        return new RedisSettings(connection, configuration[UserEventChannel.PrefixSetting] is { Length: > 0 } prefix ? prefix : UserEventChannel.DefaultPrefix);
    }

    // The setting may hold a password, so its text is never repeated.
    private static ConfigurationOptions Parse(string setting)
    {
        try
        {
            var connection = ConfigurationOptions.Parse(setting);
            return connection.EndPoints.Count > 0 ? connection : throw new ArgumentException("no address in it");
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException)
        {
            throw new InvalidOperationException(
                $"The setting ConnectionStrings__redis is not a StackExchange.Redis connection string: {malformed.Message}. Example: {Example}");
        }
    }

    private static string Format(System.Net.EndPoint endpoint) =>
        endpoint is System.Net.DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : $"{endpoint}";
}
