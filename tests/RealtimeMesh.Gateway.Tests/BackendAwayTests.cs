using System.Net;
using System.Net.Sockets;
using RealtimeMesh.Gateway.Tests.Hosting;
using RealtimeMesh.Testing;

namespace RealtimeMesh.Gateway.Tests;

public sealed class BackendAwayTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData("/api/events", ErrorForm.Stream)]
    [InlineData("/rpc/events/subscribe", ErrorForm.Rpc)]
    [InlineData("/api/documents", ErrorForm.Problem)]
    public async Task Nobody_behind_the_path_is_503_before_a_probe_finds_out_and_after(string path, ErrorForm form)
    {
        var nobody = Nobody();
        await using var gateway = await TestGateway.StartAsync(
            ("ReverseProxy:Clusters:edges:Destinations:edge1:Address", nobody),
            ("ReverseProxy:Clusters:studio:Destinations:studio1:Address", nobody));

        for (var attempt = 0; attempt < 30; attempt++)
        {
            using var response = await gateway.SendAsync(HttpMethod.Get, path, TestGateway.Tokens.Create("alice"));

            await response.AssertIsErrorAsync(form, 503);
            Assert.Equal("2", Assert.Single(response.Headers.GetValues("Retry-After")));
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await gateway.StatusAsync("/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await gateway.StatusAsync("/health/live"));
    }

    [Fact]
    public async Task Gateway_without_a_studio_is_ready_and_streams()
    {
        await using var edge = await Upstream.EdgeAsync();
        await using var gateway = await TestGateway.StartAsync(
            ("ReverseProxy:Clusters:edges:Destinations:edge1:Address", edge.Address),
            ("ReverseProxy:Clusters:studio:Destinations:studio1:Address", Nobody()));

        await UntilAsync(async () => await gateway.StatusAsync("/health/ready") == HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.OK, await gateway.StatusAsync("/api/events", TestGateway.Tokens.Create("alice")));
    }

    [Fact]
    public async Task Studio_that_is_not_ready_may_still_answer()
    {
        await using var gateway = await TestGateway.WithBackendsAsync(
            settings: [("ReverseProxy:Clusters:studio:HealthCheck:Active:Interval", "00:00:00.1")]);
        gateway.Studio.IsReady = false;
        await UntilAsync(() => gateway.Studio.RefusedProbes > 5);

        Assert.Equal(HttpStatusCode.OK, await gateway.StatusAsync("/api/documents", TestGateway.Tokens.Create("alice")));
    }

    [Fact]
    public async Task Edge_that_is_not_ready_gets_no_streams()
    {
        await using var gateway = await TestGateway.WithBackendsAsync(
            settings: [("ReverseProxy:Clusters:edges:HealthCheck:Active:Interval", "00:00:00.1")]);
        gateway.Edge.IsReady = false;
        await UntilAsync(() => gateway.Edge.RefusedProbes > 5);

        using var response = await gateway.SendAsync(HttpMethod.Get, "/api/events", TestGateway.Tokens.Create("alice"));

        await response.AssertIsErrorAsync(ErrorForm.Stream, 503);
        Assert.True(response.Headers.Contains("Retry-After"));
        Assert.Empty(gateway.Edge.Paths);
    }

    [Fact(Timeout = 60_000)]
    public async Task Edge_that_died_with_its_streams_is_used_again_as_soon_as_it_is_back()
    {
        await using var studio = await Upstream.StudioAsync();
        var edge = await Upstream.EdgeAsync();
        var port = edge.Port;
        await using var gateway = await TestGateway.StartAsync(edge, studio);
        await UntilAsync(async () => await gateway.StatusAsync("/health/ready") == HttpStatusCode.OK);
        var streams = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => gateway.SendAsync(HttpMethod.Get, "/api/events", TestGateway.Tokens.Create("alice"))));

        await edge.DisposeAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => streams[0].Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
        await UntilAsync(async () => await gateway.StatusAsync("/health/ready") == HttpStatusCode.ServiceUnavailable);

        await using var next = await Upstream.EdgeAsync(port: port);
        await UntilAsync(async () => await gateway.StatusAsync("/api/events", TestGateway.Tokens.Create("bob")) == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, await gateway.StatusAsync("/health/ready"));
    }

    [Fact]
    public async Task Dead_edge_gets_no_more_streams_while_another_lives()
    {
        await using var studio = await Upstream.StudioAsync();
        await using var living = await Upstream.EdgeAsync();
        var dying = await Upstream.EdgeAsync();
        await using var gateway = await TestGateway.StartAsync(
            living, studio, ("ReverseProxy:Clusters:edges:Destinations:edge2:Address", dying.Address));

        await dying.DisposeAsync();
        var inARow = 0;
        await UntilAsync(async () =>
        {
            inARow = await gateway.StatusAsync("/api/events", TestGateway.Tokens.Create($"user{inARow}")) == HttpStatusCode.OK ? inARow + 1 : 0;
            return inARow == 30;
        });
    }

    [Theory]
    [InlineData("/api/events", ErrorForm.Stream)]
    [InlineData("/rpc/events/subscribe", ErrorForm.Rpc)]
    public async Task Edge_that_breaks_off_before_it_answers_is_502(string path, ErrorForm form)
    {
        await using var edge = await Upstream.EdgeAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var studio = await Upstream.StudioAsync();
        await using var gateway = await TestGateway.StartAsync(edge, studio);

        using var response = await gateway.SendAsync(HttpMethod.Get, path, TestGateway.Tokens.Create("alice"));

        await response.AssertIsErrorAsync(form, 502);
        Assert.True(response.Headers.Contains("Retry-After"));
    }

    [Fact]
    public async Task Studio_that_does_not_answer_in_time_is_504()
    {
        await using var gateway = await TestGateway.WithBackendsAsync(
            studio: context => Task.Delay(Timeout.Infinite, context.RequestAborted),
            settings: [("ReverseProxy:Clusters:studio:HttpRequest:ActivityTimeout", "00:00:01")]);

        using var response = await gateway.SendAsync(HttpMethod.Get, "/api/documents", TestGateway.Tokens.Create("alice"));

        await response.AssertIsErrorAsync(ErrorForm.Problem, 504);
    }

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static Task UntilAsync(Func<Task<bool>> condition) =>
        Wait.UntilAsync(condition, Soon, "the gateway has not noticed", TestContext.Current.CancellationToken);

    private static string Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
