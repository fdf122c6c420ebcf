using System.Net;
using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Streams;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Tests.Streams;

public sealed class RedisLossTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("resp2")]
    [InlineData("resp3")]
    public async Task Streams_outlive_a_redis_that_comes_back_with_its_data(string protocol)
    {
        await using var redis = await RedisServer.StartAsync(keepData: true, Cancelled);
        await using var edge = await EdgeHost.StartAsync($"{redis.ConnectionString},protocol={protocol}");
        using var stream = await edge.OpenAsync("kept");
        await PublishAsync(edge, "kept", "before");
        Assert.Equal("before", (await stream.NextAsync(Cancelled)).Type);

        await redis.KillAsync(Cancelled);
        await RefusesNewStreamsAsync(edge);
        await redis.StartAgainAsync(Cancelled);
        await PublishAsync(edge, "kept", "after");

        var after = await stream.NextAsync(Cancelled);
        Assert.Equal(("after", $"{await edge.EpochAsync("kept")}-2"), (after.Type, after.Id));
    }

    [Theory]
    [InlineData("resp2")]
    [InlineData("resp3")]
    public async Task Redis_that_comes_back_without_its_data_resynchronises_every_stream(string protocol)
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        await using var edge = await EdgeHost.StartAsync($"{redis.ConnectionString},protocol={protocol}");
        using var one = await edge.OpenAsync("one");
        using var two = await edge.OpenAsync("two");

        await redis.KillAsync(Cancelled);
        await redis.StartAgainAsync(Cancelled);

        foreach (var stream in new[] { one, two })
        {
            var last = Assert.Single(await stream.ReadToEndAsync(Cancelled));
            Assert.Equal("RESYNC", last.Json.GetProperty("code").GetString());
            Assert.InRange(last.Retry!.Value, 100, 5_100);
        }

        using var again = await SseReader.OpenAsync(edge.Address, edge.Tokens.Create("one"), Cancelled, lastEventId: one.LastEventId);
        Assert.False((await again.NextAsync(Cancelled)).Json.GetProperty("resumed").GetBoolean());
        await PublishAsync(edge, "one", "x");
        Assert.Equal("x", (await again.NextAsync(Cancelled)).Type);
    }

    [Theory]
    [InlineData("resp2")]
    [InlineData("resp3")]
    public async Task Loss_of_the_subscription_connection_alone_is_no_gap(string protocol)
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        await using var edge = await EdgeHost.StartAsync($"{redis.ConnectionString},protocol={protocol}");
        using var stream = await edge.OpenAsync("cut");

        // Back within milliseconds: what was published in these must be found all the same.
        for (var n = 1; n <= 50; n++)
        {
            if (n % 10 == 0)
            {
                await edge.Redis.ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");
            }

            await PublishAsync(edge, "cut", $"x{n}");
        }

        var epoch = await edge.EpochAsync("cut");
        for (var n = 1; n <= 50; n++)
        {
            var next = await stream.NextAsync(Cancelled);
            Assert.Equal(($"x{n}", $"{epoch}-{n}"), (next.Type, next.Id));
        }
    }

    private static async Task RefusesNewStreamsAsync(EdgeHost edge)
    {
        await Wait.UntilAsync(() => !edge.Streams.AcceptsMore, TimeSpan.FromSeconds(20), "the edge did not notice", Cancelled);
        using var http = new HttpClient();
        using var refused = await edge.SendAsync(http, HttpMethod.Get, "/api/events", "new");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        using var unready = await http.GetAsync(new Uri(edge.Address, "/health/ready"), Cancelled);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unready.StatusCode);
    }

    // The connection comes back in its own time.
    private static Task PublishAsync(EdgeHost edge, string userId, string type) => Wait.UntilAsync(
        async () =>
        {
            try
            {
                await edge.PublishEventAsync(userId, $$"""{"type":"{{type}}"}""");
                return true;
            }
            catch (UserEventsUnavailableException)
            {
                return false;
            }
        },
        TimeSpan.FromSeconds(20),
        "nothing can be published",
        Cancelled);
}
