using System.Net;
using Microsoft.AspNetCore.Http;
using RealtimeMesh.Gateway.Tests.Hosting;

namespace RealtimeMesh.Gateway.Tests;

public sealed class StreamForwardingTests
{
    [Theory(Timeout = 30_000)]
    [InlineData("GET", "/api/events")]
    [InlineData("GET", "/api/events/")]
    [InlineData("GET", "/API/EVENTS")]
    [InlineData("POST", "/rpc/events/subscribe")]
    [InlineData("GET", "/rpc/events/subscribe?data=%7B%7D")]
    public async Task Event_arrives_before_the_stream_ends(string method, string path)
    {
        await using var gateway = await TestGateway.WithBackendsAsync();

        using var response = await gateway.SendAsync(HttpMethod.Parse(method), path, TestGateway.Tokens.Create("alice"));
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var first = new byte[Upstream.Stream.FirstEvent.Length];
        await stream.ReadExactlyAsync(first, TestContext.Current.CancellationToken);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(Upstream.Stream.FirstEvent, System.Text.Encoding.UTF8.GetString(first));
        Assert.Empty(gateway.Studio.Paths);
    }

    [Fact(Timeout = 30_000)]
    public async Task Client_that_leaves_is_noticed_by_the_edge_at_once()
    {
        var left = new TaskCompletionSource();
        await using var edge = await Upstream.EdgeAsync(context =>
        {
            context.RequestAborted.Register(left.SetResult);
            return Upstream.Stream.UntilTheClientLeaves(context);
        });
        await using var studio = await Upstream.StudioAsync();
        await using var gateway = await TestGateway.StartAsync(edge, studio);
        using (await gateway.SendAsync(HttpMethod.Get, "/api/events", TestGateway.Tokens.Create("alice")))
        {
            Assert.False(left.Task.IsCompleted);
        }

        await left.Task.WaitAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Clients_that_leave_are_not_held_against_the_edge()
    {
        await using var gateway = await TestGateway.WithBackendsAsync();

        for (var round = 0; round < 3; round++)
        {
            var streams = await Task.WhenAll(Enumerable.Range(0, 10)
                .Select(_ => gateway.SendAsync(HttpMethod.Get, "/api/events", TestGateway.Tokens.Create($"user{round}"))));

            Assert.All(streams, stream => Assert.Equal(HttpStatusCode.OK, stream.StatusCode));
            Array.ForEach(streams, stream => stream.Dispose());
        }
    }

    [Fact]
    public async Task More_streams_than_one_connection_carries_are_open_at_once()
    {
        // Kestrel takes 100 streams a connection; the gateway must open more connections rather than queue.
        const int Streams = 250;
        await using var gateway = await TestGateway.WithBackendsAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, Streams)
            .Select(number => gateway.SendAsync(HttpMethod.Get, "/api/events", TestGateway.Tokens.Create($"user{number}"))));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Array.ForEach(responses, response => response.Dispose());
    }

    [Fact]
    public async Task New_stream_goes_to_the_edge_with_the_fewest()
    {
        await using var first = await Upstream.EdgeAsync();
        await using var second = await Upstream.EdgeAsync();
        await using var studio = await Upstream.StudioAsync();
        await using var gateway = await TestGateway.StartAsync(
            first, studio, ("ReverseProxy:Clusters:edges:Destinations:edge2:Address", second.Address));

        var responses = new List<HttpResponseMessage>();
        for (var number = 0; number < 10; number++)
        {
            responses.Add(await gateway.SendAsync(HttpMethod.Get, "/api/events", TestGateway.Tokens.Create("alice")));
        }

        Assert.Equal((5, 5), (first.Paths.Count, second.Paths.Count));
        responses.ForEach(response => response.Dispose());
    }

    [Fact(Timeout = 30_000)]
    public async Task Edge_gets_the_token_and_the_cursor_and_no_forged_address()
    {
        var seen = new TaskCompletionSource<Dictionary<string, string>>();
        await using var edge = await Upstream.EdgeAsync(context =>
        {
            seen.SetResult(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            context.Response.Headers.Server = "secret/1.0";
            return context.Response.WriteAsync("done");
        });
        await using var studio = await Upstream.StudioAsync();
        await using var gateway = await TestGateway.StartAsync(edge, studio);
        var token = TestGateway.Tokens.Create("alice");
        using var request = TestGateway.Request(HttpMethod.Get, "/api/events", token);
        request.Headers.Add("Last-Event-ID", "9f2c41d0-7");
        request.Headers.Add("X-Forwarded-For", "6.6.6.6");

        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var headers = await seen.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal($"Bearer {token}", headers["Authorization"]);
        Assert.Equal("9f2c41d0-7", headers["Last-Event-ID"]);
        Assert.Equal("127.0.0.1", headers["X-Forwarded-For"]);
        Assert.False(response.Headers.Contains("Server"));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }
}
