using System.Net;
using RealtimeMesh.Gateway.Tests.Hosting;

namespace RealtimeMesh.Gateway.Tests;

public sealed class CrossOriginTests
{
    private const string App = "https://app.example.com";

    [Theory]
    [InlineData("/api/events", "GET", "authorization,last-event-id")]
    [InlineData("/rpc/events/subscribe", "POST", "authorization,content-type")]
    [InlineData("/api/documents", "POST", "authorization,content-type,idempotency-key")]
    [InlineData("/api/documents/1", "PATCH", "authorization,content-type")]
    [InlineData("/api/documents/1", "DELETE", "authorization")]
    public async Task Preflight_of_a_listed_origin_passes_without_a_token(string path, string method, string headers)
    {
        await using var gateway = await TestGateway.WithBackendsAsync(settings: [("Cors:Origins:0", App)]);

        using var response = await PreflightAsync(gateway, path, App, method, headers);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(App, Header(response, "Access-Control-Allow-Origin"));
        Assert.Contains(method, Header(response, "Access-Control-Allow-Methods")!, StringComparison.Ordinal);
        Assert.All(headers.Split(','), header => Assert.Contains(header, Header(response, "Access-Control-Allow-Headers")!, StringComparison.OrdinalIgnoreCase));
        Assert.Null(Header(response, "Access-Control-Allow-Credentials"));
        Assert.Empty(gateway.Edge.Paths);
    }

    [Fact]
    public async Task Preflight_of_another_origin_is_not_allowed()
    {
        await using var gateway = await TestGateway.WithBackendsAsync(settings: [("Cors:Origins:0", App)]);

        using var response = await PreflightAsync(gateway, "/api/events", "https://evil.example", "GET", "authorization");

        Assert.Null(Header(response, "Access-Control-Allow-Origin"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("GET", "/api/events", 401)]
    [InlineData("POST", "/rpc/events/subscribe", 401)]
    [InlineData("GET", "/api/documents", 401)]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("POST", "/api/documents", 429)]
    public async Task Error_can_be_read_by_the_page_too(string method, string path, int status)
    {
        await using var gateway = await TestGateway.WithBackendsAsync(
            settings: [("Cors:Origins:0", App), ("Limits:WriteBurst", "1"), ("Limits:WritesPerSecond", "1")]);
        using var request = TestGateway.Request(HttpMethod.Parse(method), path);
        request.Headers.Add("Origin", App);
        using var first = await gateway.SendAsync(HttpMethod.Post, "/api/auth/token");

        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(App, Header(response, "Access-Control-Allow-Origin"));
        Assert.Equal("Retry-After,Location", Header(response, "Access-Control-Expose-Headers"));
    }

    [Fact(Timeout = 30_000)]
    public async Task Without_configuration_no_header_is_sent()
    {
        await using var gateway = await TestGateway.WithBackendsAsync(edge: _ => Task.CompletedTask);
        using var request = TestGateway.Request(HttpMethod.Get, "/api/events", TestGateway.Tokens.Create("alice"));
        request.Headers.Add("Origin", App);

        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        using var preflight = await PreflightAsync(gateway, "/api/events", App, "GET", "authorization");

        Assert.DoesNotContain(response.Headers.Concat(preflight.Headers), header => header.Key.StartsWith("Access-Control", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Unauthorized, preflight.StatusCode);
    }

    private static Task<HttpResponseMessage> PreflightAsync(TestGateway gateway, string path, string origin, string method, string headers)
    {
        var request = TestGateway.Request(HttpMethod.Options, path);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", headers);
        return gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
