using RealtimeMesh.Compare.Machine;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Compare.Contenders;

/// <summary>The protocol by which streams reach an edge.</summary>
internal enum EdgeProtocol
{
    Http1,

    /// <summary>HTTP/2 by prior knowledge, as the gateway speaks it.</summary>
    Http2,

    Tls,
}

/// <summary>An edge by itself.</summary>
internal sealed class EdgeContender(EdgeProtocol protocol) : Contender
{
    public override string Name => protocol switch
    {
        EdgeProtocol.Http2 => "edge, h2c",
        EdgeProtocol.Tls => "edge, TLS",
        _ => "edge",
    };

    public override async Task<RunningContender> StartAsync(Lab lab, RedisServer redis, CancellationToken cancellationToken)
    {
        // Read when it starts.
        using var certificate = protocol is EdgeProtocol.Tls ? new Certificate(lab.Time) : null;
        var edge = await Services.StartEdgeAsync(lab, redis, isMeasured: true, certificate, cancellationToken);
        return new RunningContender(edge, [], Arguments(lab, redis, edge.Port, protocol));
    }

    /// <summary>For the load generator.</summary>
    public static IReadOnlyList<string> Arguments(Lab lab, RedisServer redis, int port, EdgeProtocol protocol) =>
    [
        "--url", $"{(protocol is EdgeProtocol.Tls ? "https" : "http")}://127.0.0.1:{port}/api/events",
        "--http", protocol is EdgeProtocol.Http2 ? "2" : "1",
        "--signing-key", lab.Tokens.SigningKey,
        "--redis", redis.ConnectionString,
    ];
}
