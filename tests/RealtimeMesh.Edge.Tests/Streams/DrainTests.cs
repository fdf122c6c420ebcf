using System.Diagnostics;
using System.Net;
using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Services;
using RealtimeMesh.Testing.Streams;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.Edge.Tests.Streams;

public sealed class DrainTests(RedisFixture redis)
{
    private readonly TestTokens _tokens = new();

    [Fact]
    public async Task Process_closes_its_streams_one_after_the_other_and_then_ends()
    {
        await using var edge = await StartProcessAsync("00:00:03");
        var streams = new List<SseReader>();
        for (var n = 0; n < 12; n++)
        {
            streams.Add(await OpenAsync(edge, $"drained-{n % 3}"));
        }

        var exit = edge.TerminateAsync(TestContext.Current.CancellationToken);
        var ends = await Task.WhenAll(streams.Select(async stream =>
        {
            var last = Assert.Single(await stream.ReadToEndAsync(TestContext.Current.CancellationToken));
            return (Frame: last, At: Stopwatch.GetTimestamp());
        }));

        Assert.Equal(0, await exit);
        Assert.All(ends, end => Assert.Equal("SERVICE_UNAVAILABLE", end.Frame.Json.GetProperty("code").GetString()));
        Assert.All(ends, end => Assert.InRange(end.Frame.Retry!.Value, 100, 3_100));
        Assert.InRange(Stopwatch.GetElapsedTime(ends.Min(end => end.At), ends.Max(end => end.At)), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(8));
        streams.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task Process_without_streams_does_not_wait_for_the_window()
    {
        await using var edge = await StartProcessAsync("00:05:00");
        using var left = await OpenAsync(edge, "left");
        var exit = edge.TerminateAsync(TestContext.Current.CancellationToken);
        await left.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, await exit.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nobody_is_let_in_while_the_edge_drains()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        edge.Streams.StopAccepting();

        using var http = new HttpClient();
        using var ready = await http.GetAsync(new Uri(edge.Address, "/health/ready"), TestContext.Current.CancellationToken);
        using var live = await http.GetAsync(new Uri(edge.Address, "/health/live"), TestContext.Current.CancellationToken);
        using var stream = await edge.SendAsync(http, HttpMethod.Get, "/api/events", "too-late");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, stream.StatusCode);
        Assert.Equal(0, await edge.SubscriberCountAsync("too-late"));
    }

    private async Task<ServiceProcess> StartProcessAsync(string window)
    {
        var edge = ServiceProcess.Start("RealtimeMesh.Edge", new Dictionary<string, string?>
        {
            ["ConnectionStrings__redis"] = redis.ConnectionString,
            ["Auth__SigningKey"] = _tokens.SigningKey,
            ["Edge__DrainWindow"] = window,
        });
        await edge.WaitUntilReadyAsync(TestContext.Current.CancellationToken);
        return edge;
    }

    private async Task<SseReader> OpenAsync(ServiceProcess edge, string userId)
    {
        var stream = await SseReader.OpenAsync(edge.BaseAddress, _tokens.Create(userId), TestContext.Current.CancellationToken);
        await stream.NextAsync(TestContext.Current.CancellationToken);
        return stream;
    }
}
