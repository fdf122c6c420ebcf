using System.Net;
using Microsoft.AspNetCore.Http.Features;
using RealtimeMesh.Gateway.Proxy;
using Yarp.ReverseProxy.Model;

namespace RealtimeMesh.Gateway.Streams;

/// <summary>Which requests the stream forwarder takes. All others go YARP's way, with everything that it can and this cannot.</summary>
internal static class StreamRequests
{
    public static bool Takes(HttpContext context, IReverseProxyFeature proxy) =>
        proxy.Cluster.Config.ClusterId == Destinations.Edges
        && proxy.AvailableDestinations is [{ Model.Config.Address: var address }]
        && address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        && IsHttp2(proxy.Cluster)
        && IsStream(context.Request)
        && !IsMore(context);

    private static bool IsStream(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) && Is(request, "/api/events"))
        || ((HttpMethods.IsGet(request.Method) || HttpMethods.IsPost(request.Method)) && Is(request, "/rpc/events/subscribe"));

    private static bool Is(HttpRequest request, string path) =>
        request.Path.Value is { } asked && asked.AsSpan().TrimEnd('/').Equals(path, StringComparison.OrdinalIgnoreCase) && asked.Length <= path.Length + 1;

    private static bool IsHttp2(ClusterModel cluster) =>
        cluster.Config is { HttpRequest: { Version: { } version, VersionPolicy: HttpVersionPolicy.RequestVersionExact }, HttpClient: null or { WebProxy: null } }
        && version == HttpVersion.Version20;

    private static bool IsMore(HttpContext context) =>
        context.Request.Headers.Expect.Count > 0
        || context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
}
