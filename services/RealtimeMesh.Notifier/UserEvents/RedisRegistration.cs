using System.Net;
using RealtimeMesh.ServiceDefaults;
using StackExchange.Redis;

namespace RealtimeMesh.Notifier.UserEvents;

internal static class RedisRegistration
{
    private const string Setting = "ConnectionStrings:redis";
    private const string Example = "localhost:6379";

    public static void AddRedis(this WebApplicationBuilder builder)
    {
        var options = Parse(builder.Configuration.Required(Setting, Example));
        var addresses = string.Join(", ", options.EndPoints.Select(Shown));

        builder.Services.AddSingleton(_ => new RedisConnection(options));
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>($"Redis at {addresses}", tags: [HealthEndpoints.Ready]);
    }

    private static ConfigurationOptions Parse(string connectionString)
    {
        var options = Valid(connectionString);
        options.ClientName ??= "realtime-mesh-notifier";
        options.AbortOnConnectFail = false;
        // What can't be sent now fails now: the bus is the only place that keeps events and retries.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(1000);

        return options;
    }

    // The setting may hold a password, so its text is never repeated.
    private static ConfigurationOptions Valid(string connectionString)
    {
        try
        {
            var options = ConfigurationOptions.Parse(connectionString);

            return options.EndPoints.Count > 0 ? options : throw new ArgumentException("no address in it");
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException)
        {
            throw new InvalidOperationException(
                $"The setting ConnectionStrings__redis is not a StackExchange.Redis connection string: {malformed.Message}. Example: {Example}");
        }
    }

    private static string? Shown(EndPoint address) => address is DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : address.ToString();
}
