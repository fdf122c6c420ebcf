using Microsoft.Extensions.Diagnostics.HealthChecks;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace RealtimeMesh.Gateway.Proxy;

/// <summary>Whether a cluster has a destination that was probed and found ready. YARP itself also forwards to those not probed yet.</summary>
internal sealed class DestinationCheck(IProxyStateLookup proxy, string clusterId) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsServed() ? HealthCheckResult.Healthy() : new HealthCheckResult(context.Registration.FailureStatus));

    private bool IsServed() =>
        proxy.TryGetCluster(clusterId, out var cluster)
        && cluster.DestinationsState.AllDestinations.Any(destination => destination.Health.Active == DestinationHealth.Healthy);
}
