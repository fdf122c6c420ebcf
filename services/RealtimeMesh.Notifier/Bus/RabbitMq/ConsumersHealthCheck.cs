using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RealtimeMesh.Notifier.Bus.RabbitMq;

/// <summary>Ready means that every queue is consumed.</summary>
internal sealed class ConsumersHealthCheck(RabbitMqConsumers consumers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(consumers.AreConsuming ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
