using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RealtimeMesh.Edge.Streams;

/// <summary>Ready means: a stream would be opened.</summary>
internal sealed class EdgeReadiness(OpenStreams streams) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(streams.AcceptsMore ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
