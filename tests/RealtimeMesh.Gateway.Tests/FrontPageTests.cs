using RealtimeMesh.Gateway.Tests.Hosting;

namespace RealtimeMesh.Gateway.Tests;

public sealed class FrontPageTests
{
    [Fact(Timeout = 30_000)]
    public async Task Without_the_web_app_the_front_page_lists_the_addresses_and_runs_nothing()
    {
        await using var gateway = await TestGateway.WithBackendsAsync();

        using var response = await gateway.SendAsync(HttpMethod.Get, "/");
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.StartsWith("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.All(
            ["/api/events", "/rpc/events/subscribe", "/api/auth/token", "/api/documents", "/api/jobs", "/health/ready", "/scalar"],
            address => Assert.Contains(address, page, StringComparison.Ordinal));
        Assert.Contains("-p:WebApp=false", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }
}
