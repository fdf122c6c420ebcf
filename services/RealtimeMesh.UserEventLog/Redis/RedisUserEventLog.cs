using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RealtimeMesh.ServiceDefaults;

namespace RealtimeMesh.UserEventLog.Redis;

public static class RedisUserEventLog
{
    /// <summary>User events in the Redis that <c>ConnectionStrings:redis</c> names. The service binds <see cref="UserEventLogOptions"/>.</summary>
    public static WebApplicationBuilder AddRedisUserEventLog(this WebApplicationBuilder builder, string clientName)
    {
        var settings = RedisSettings.Read(builder.Configuration, clientName);
        builder.Services.AddSingleton(_ => new RedisConnection(settings));
        builder.Services.AddSingleton<IUserEventPublisher, RedisUserEventPublisher>();
        builder.Services.AddSingleton<IUserEventSource, RedisUserEventSource>();
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>($"Redis at {settings.Address}", tags: [HealthEndpoints.Ready]);

        return builder;
    }
}
