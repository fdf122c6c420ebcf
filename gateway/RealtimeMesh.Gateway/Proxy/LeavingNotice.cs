using Microsoft.Extensions.Diagnostics.HealthChecks;
using RealtimeMesh.Gateway.Diagnostics;
using RealtimeMesh.ServiceDefaults;

namespace RealtimeMesh.Gateway.Proxy;

/// <summary>
/// Before the gateway stops listening, it is not ready for a while: whoever balances over gateways has seen it, and sends
/// nobody here any more.
/// </summary>
internal sealed class LeavingNotice(IHostEnvironment environment, TimeProvider time, ILogger<LeavingNotice> logger)
    : IHostedLifecycleService, IHealthCheck
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(4);

    private volatile bool _given;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_given ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy());

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _given = true;
        if (environment.IsDevelopment())
        {
            return Task.CompletedTask;
        }

        logger.Leaving(Period);
        return Task.Delay(Period, time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class LeavingNoticeServices
{
    public static IServiceCollection AddLeavingNotice(this IServiceCollection services)
    {
        // Streams have no end to wait for. What still runs then is cut, within the ten seconds that container engines grant.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(8));

        services.AddHealthChecks().AddCheck<LeavingNotice>("running", tags: [HealthEndpoints.Ready]);

        return services
            .AddSingleton<LeavingNotice>()
            .AddHostedService(provider => provider.GetRequiredService<LeavingNotice>());
    }
}
