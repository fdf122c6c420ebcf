using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RealtimeMesh.BusDefaults;

/// <summary>Ready means that every queue is consumed. MassTransit's own check calls a bus that lost its broker degraded, and that still counts as ready.</summary>
internal sealed class RabbitMqHealthCheck(IBusControl bus) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = bus.CheckHealth();

        return Task.FromResult(health.Status is BusHealthStatus.Healthy
            ? HealthCheckResult.Healthy(health.Description)
            : HealthCheckResult.Unhealthy(health.Description, health.Exception));
    }
}
