using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace RealtimeMesh.UserEventLog.Redis;

internal sealed class RedisHealthCheck(RedisConnection redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.Database.PingAsync();
            return HealthCheckResult.Healthy();
        }
        catch (Exception away) when (away is RedisException or UserEventsUnavailableException || RedisFault.IsPassing(away))
        {
            return HealthCheckResult.Unhealthy(away.Message, away);
        }
    }
}
