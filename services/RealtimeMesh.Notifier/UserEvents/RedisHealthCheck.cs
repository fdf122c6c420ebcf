using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace RealtimeMesh.Notifier.UserEvents;

internal sealed class RedisHealthCheck(RedisConnection redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var database = await redis.DatabaseAsync(cancellationToken);
            await database.PingAsync();

            return HealthCheckResult.Healthy();
        }
        catch (Exception away) when (away is RedisException or RedisTimeoutException)
        {
            return HealthCheckResult.Unhealthy(away.Message, away);
        }
    }
}
