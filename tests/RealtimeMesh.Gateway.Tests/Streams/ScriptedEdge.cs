using RealtimeMesh.Gateway.Tests.Hosting;
using RealtimeMesh.Gateway.Tests.Http2;

namespace RealtimeMesh.Gateway.Tests.Streams;

/// <summary>A gateway in front of an edge that sends exactly the bytes of its test, and is probed by nobody.</summary>
internal sealed class ScriptedEdge : IAsyncDisposable
{
    private readonly Upstream _studio;

    private ScriptedEdge(ScriptedServer server, Upstream studio, TestGateway gateway) => (Server, _studio, Gateway) = (server, studio, gateway);

    public ScriptedServer Server { get; }

    public TestGateway Gateway { get; }

    public static string Token { get; } = TestGateway.Tokens.Create("alice");

    public static async Task<ScriptedEdge> StartAsync(params (string Key, string Value)[] settings)
    {
        var server = new ScriptedServer();
        var studio = await Upstream.StudioAsync();
        var gateway = await TestGateway.StartAsync([
            ("ReverseProxy:Clusters:edges:Destinations:edge1:Address", server.Address),
            ("ReverseProxy:Clusters:studio:Destinations:studio1:Address", studio.Address),
            ("ReverseProxy:Clusters:edges:HealthCheck:Active:Enabled", "false"),
            .. settings]);

        return new ScriptedEdge(server, studio, gateway);
    }

    public Task<RawClient> RequestAsync(string requestLine = "GET /api/events HTTP/1.1", string headers = "", string rest = "", int? receiveBuffer = null) =>
        RawClient.SendAsync(Gateway.Origin, $"{requestLine}\r\nHost: {Gateway.Origin.Authority}\r\nAuthorization: Bearer {Token}\r\n{headers}\r\n{rest}", receiveBuffer);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _studio.DisposeAsync();
        Server.Dispose();
    }
}
