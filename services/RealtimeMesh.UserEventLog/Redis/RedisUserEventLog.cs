using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RealtimeMesh.ServiceDefaults;

namespace RealtimeMesh.UserEventLog.Redis;

public static class RedisUserEventLog
{
    /// <summary>User events in the Redis that <c>ConnectionStrings:redis</c> names. The service binds <see cref="UserEventLogOptions"/>.</summary>
    public static WebApplicationBuilder AddRedisUserEventLog(this WebApplicationBuilder builder, string clientName)
    {
        var settings = RedisSettings.Read(builder.Configuration, clientName);
        builder.Services.AddSingleton(services => new RedisConnection(settings, services.GetRequiredService<ILogger<RedisConnection>>()));
        builder.Services.AddSingleton<IUserEventPublisher, RedisUserEventPublisher>();
        builder.Services.AddSingleton<IUserEventSource, RedisUserEventSource>();
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>($"Redis at {settings.Address}", tags: [HealthEndpoints.Ready]);

        return builder;
    }
}
