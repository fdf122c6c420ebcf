using RealtimeMesh.Gateway.Diagnostics;
using RealtimeMesh.Gateway.Http2;
using Yarp.ReverseProxy.LoadBalancing;

namespace RealtimeMesh.Gateway.Streams;

internal static class StreamForwarding
{
    public static IServiceCollection AddStreamForwarding(this IServiceCollection services) => services
        .AddSingleton<GatewayMetrics>()
        .AddSingleton<ConnectionPools>()
        .AddSingleton<BrokenStreams>()
        .AddSingleton<StreamForwarder>()
        .AddSingleton<ILoadBalancingPolicy, LeastStreams>();

    /// <summary>Behind everything that chooses the destination and judges it.</summary>
    public static IApplicationBuilder UseStreamForwarding(this IApplicationBuilder proxy)
    {
        var forwarder = proxy.ApplicationServices.GetRequiredService<StreamForwarder>();

        return proxy.Use((HttpContext context, RequestDelegate next) =>
            context.GetReverseProxyFeature() is var feature && StreamRequests.Takes(context, feature) ? forwarder.ForwardAsync(context, feature) : next(context));
    }
}
