using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace RealtimeMesh.Gateway.Streams;

/// <summary>Tells YARP's passive health checks of streams that broke after their requests had returned.</summary>
internal sealed class BrokenStreams(IEnumerable<IPassiveHealthCheckPolicy> policies)
{
    private readonly IPassiveHealthCheckPolicy[] _policies = [.. policies];

    public void Report(ClusterState cluster, DestinationState destination, ForwarderFailure failure)
    {
        if (cluster.Model.Config.HealthCheck?.Passive is not { Enabled: true } passive)
        {
            return;
        }

        // All that a policy reads of a request.
        var context = new DefaultHttpContext();
        context.Features.Set<IForwarderErrorFeature>(failure);
        var name = passive.Policy ?? HealthCheckConstants.PassivePolicy.TransportFailureRate;
        Array.Find(_policies, policy => string.Equals(policy.Name, name, StringComparison.OrdinalIgnoreCase))?.RequestProxied(context, cluster, destination);
    }
}
