using RealtimeMesh.Gateway.Streams;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms;

namespace RealtimeMesh.Gateway.Proxy;

internal static class Forwarding
{
    private const string Section = "ReverseProxy";

    public static IServiceCollection AddForwarding(this IServiceCollection services, ConfigurationManager configuration)
    {
        var section = configuration.GetSection(Section);
        Destinations.Check(section);

        // YARP replaces X-Forwarded-* of the request by what it sees itself; who serves upstream is nobody's business.
        services.AddReverseProxy()
            .LoadFromConfig(section)
            .AddTransforms(transforms => transforms.AddResponseHeaderRemove("Server", ResponseCondition.Always));

        services.AddStreamForwarding();

        // An edge that died took all its streams along. It must not be held against the one that replaces it.
        services.Configure<TransportFailureRateHealthPolicyOptions>(policy => policy.DetectionWindowSize = TimeSpan.FromSeconds(4));

        // A line a request and a stack trace a probe are too many; that a backend went or came is worth one.
        services.AddLogging(logging => logging
            .AddFilter("Yarp", LogLevel.Error)
            .AddFilter("Yarp.ReverseProxy.Health.DestinationHealthUpdater", LogLevel.Information));

        return services;
    }

    public static void MapForwarding(this WebApplication app) =>
        app.MapReverseProxy(pipeline =>
        {
            pipeline.UseTunnelRefusal();
            pipeline.UseForwardingErrors(app.Logger);
            pipeline.UseLoadBalancing();
            pipeline.UsePassiveHealthChecks();
            pipeline.UseStreamForwarding();
        });
}
