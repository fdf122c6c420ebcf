using System.Net;
using Microsoft.Extensions.Configuration;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.ServiceDefaults;
using StackExchange.Redis;

namespace RealtimeMesh.UserEventLog.Redis;

/// <summary>Where Redis is, and the name that users' channels and keys begin with.</summary>
public sealed record RedisSettings(ConfigurationOptions Connection, string ChannelPrefix)
{
    private const string Setting = "ConnectionStrings:redis";
    private const string Example = "127.0.0.1:6379";

    /// <summary>Host and port, without anything secret.</summary>
    public string Address => string.Join(", ", Connection.EndPoints.Select(Shown));

    /// <param name="configuration">The service's.</param>
    /// <param name="clientName">What an operator sees in CLIENT LIST.</param>
    /// <exception cref="InvalidOperationException">The setting is missing or malformed; the message names it and keeps its password.</exception>
    public static RedisSettings Read(IConfiguration configuration, string clientName)
    {
        var connection = Parse(configuration.Required(Setting, Example));
        if (connection.ServiceName is not { Length: > 0 })
        {
            // TLS has another one, and the library will not see that it is TLS. Sentinels have their own.
            connection.SetDefaultPorts();
        }

        connection.ClientName ??= clientName;
        connection.AbortOnConnectFail = false;
        connection.ReconnectRetryPolicy = new LinearRetry(1_000);
        // What can't be done now fails now: events wait on the bus, and a stream that can't be subscribed is refused.
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

    private static string? Shown(EndPoint endpoint) => endpoint is DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : endpoint.ToString();
}
