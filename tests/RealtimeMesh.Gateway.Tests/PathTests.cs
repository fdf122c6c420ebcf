using RealtimeMesh.Gateway.Tests.Hosting;

namespace RealtimeMesh.Gateway.Tests;

public sealed class PathTests
{
    /// <summary>Ways to write a path so that the gateway might read one thing and a service behind it another.</summary>
    [Theory(Timeout = 30_000)]
    [InlineData("/api/../health/ready")]
    [InlineData("/api/%2e%2e/health/ready")]
    [InlineData("/api/..%2fhealth/ready")]
    [InlineData("/api/..%2Fadmin/kick")]
    [InlineData("/api/%252e%252e/admin/kick")]
    [InlineData("/api/%252e%252e%252fadmin/kick")]
    [InlineData("/api/..%5cadmin")]
    [InlineData("/api/..\\admin")]
    [InlineData("/rpc/../admin/kick")]
    [InlineData("/rpc/%2e%2e/admin/kick")]
    [InlineData("/rpc/..%2fadmin/kick")]
    [InlineData("/rpc/%252e%252e/admin/kick")]
    [InlineData("/rpc/%252e%252e/%252e%252e/health/ready")]
    [InlineData("/rpc/..\\admin\\kick")]
    [InlineData("/rpc/.%2e/admin/kick")]
    [InlineData("/rpc/..;/admin/kick")]
    [InlineData("//admin/kick")]
    [InlineData("//api/events")]
    [InlineData("/api//../../admin/kick")]
    [InlineData("/api%2fevents")]
    [InlineData("/api/events%2f..%2fadmin")]
    [InlineData("/./admin/kick")]
    [InlineData("http://127.0.0.1/admin/kick")]
    [InlineData("http://elsewhere.example/rpc/%2e%2e/admin")]
    [InlineData("/api/events?/../../admin")]
    [InlineData("/api/events#/../../admin")]
    public async Task No_spelling_of_a_path_reaches_what_is_internal(string path)
    {
        await using var gateway = await TestGateway.WithBackendsAsync(edge: _ => Task.CompletedTask, studio: _ => Task.CompletedTask);

        var answer = await RawRequest.SendAsync(
            gateway.Origin, $"GET {path}", $"Authorization: Bearer {TestGateway.Tokens.Create("alice")}\r\n", TestContext.Current.CancellationToken);

        // One of them is the gateway's own readiness, which may say 503.
        Assert.DoesNotMatch("HTTP/1.1 50[024]", answer);
        Assert.All(gateway.Edge.Paths, reached => Assert.True(IsStream(reached), $"{path} reached the edge as {reached}"));
        Assert.All(gateway.Studio.Paths, reached => Assert.StartsWith("/api/", reached, StringComparison.Ordinal));
        Assert.All(gateway.Edge.Paths.Concat(gateway.Studio.Paths), reached => Assert.DoesNotContain("/../", reached, StringComparison.Ordinal));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/")]
    public async Task Gateway_answers_for_itself(string path)
    {
        await using var gateway = await TestGateway.WithBackendsAsync();

        using var response = await gateway.SendAsync(HttpMethod.Get, path);

        Assert.NotEmpty(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Empty(gateway.Edge.Paths);
        Assert.Empty(gateway.Studio.Paths);
    }

    private static bool IsStream(string path) =>
        path.StartsWith("/api/events", StringComparison.OrdinalIgnoreCase) || path.StartsWith("/rpc/", StringComparison.OrdinalIgnoreCase);
}
