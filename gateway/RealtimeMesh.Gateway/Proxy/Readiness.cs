using Microsoft.Extensions.Diagnostics.HealthChecks;
using RealtimeMesh.ServiceDefaults;
using Yarp.ReverseProxy;

namespace RealtimeMesh.Gateway.Proxy;

internal static class Readiness
{
    /// <summary>
    /// Ready when an edge is: streams are what a gateway is for. Without the studio it goes on streaming, so that is
    /// degraded but ready (200); taking the gateway out would cost every open stream and bring no answer back.
    /// </summary>
    public static IServiceCollection AddReadiness(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .Add(Check(Destinations.Edges, HealthStatus.Unhealthy))
            .Add(Check(Destinations.Studio, HealthStatus.Degraded));

        return services.AddLeavingNotice();
    }

    private static HealthCheckRegistration Check(string clusterId, HealthStatus without) =>
        new(clusterId, services => new DestinationCheck(services.GetRequiredService<IProxyStateLookup>(), clusterId), without, [HealthEndpoints.Ready]);
}
