using RealtimeMesh.Gateway.Http2;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace RealtimeMesh.Gateway.Streams;

/// <summary>Least requests, with the streams that YARP does not see because it has not forwarded them.</summary>
internal sealed class LeastStreams(ConnectionPools connections) : ILoadBalancingPolicy
{
    public string Name => nameof(LeastStreams);

    public DestinationState? PickDestination(HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations) =>
        availableDestinations.MinBy(destination => destination.ConcurrentRequestCount + connections.Of(new Uri(destination.Model.Config.Address)).Streams);
}
