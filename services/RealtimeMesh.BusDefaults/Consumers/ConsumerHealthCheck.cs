using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RealtimeMesh.BusDefaults.Consumers;

/// <summary>Ready means that every queue is consumed.</summary>
internal sealed class ConsumerHealthCheck(IBusControl bus, ConsumerStates consumers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(consumers.AreReady(bus) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
