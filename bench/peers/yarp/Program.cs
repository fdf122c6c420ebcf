// YARP as its documentation sets it up: everything to one server, over HTTP/2 without TLS. No token check, no limits, no logs.
//   ASPNETCORE_URLS=http://127.0.0.1:PORT EDGE=http://127.0.0.1:PORT RealtimeMesh.Peers.Yarp
using System.Net;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
var edge = builder.Configuration["EDGE"] ?? throw new InvalidOperationException("EDGE is missing: the address to forward to.");

builder.Services.AddReverseProxy().LoadFromMemory(
    [new RouteConfig { RouteId = "all", ClusterId = "edge", Match = new RouteMatch { Path = "{**rest}" } }],
    [
        new ClusterConfig
        {
            ClusterId = "edge",
            Destinations = new Dictionary<string, DestinationConfig> { ["edge"] = new() { Address = edge } },
            HttpClient = new HttpClientConfig { EnableMultipleHttp2Connections = true },
            HttpRequest = new ForwarderRequestConfig { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact },
        },
    ]);

var app = builder.Build();
app.MapReverseProxy();
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("ready"));
await app.RunAsync();
