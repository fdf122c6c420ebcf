using System.Net;
using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Servers;
using StackExchange.Redis;

namespace RealtimeMesh.Edge.Tests.Streams;

public sealed class RedisLossTests
{
    [Theory]
    [InlineData("resp2")]
    [InlineData("resp3")]
    public async Task Redis_restart_resynchronises_every_stream(string protocol)
    {
        await using var redis = await RedisServer.StartAsync(TestContext.Current.CancellationToken);
        await using var edge = await EdgeHost.StartAsync($"{redis.ConnectionString},protocol={protocol}");
        using var one = await edge.OpenAsync("one");
        using var two = await edge.OpenAsync("two");

        await redis.KillAsync(TestContext.Current.CancellationToken);

        foreach (var stream in new[] { one, two })
        {
            var last = Assert.Single(await stream.ReadToEndAsync(TestContext.Current.CancellationToken));
            Assert.Equal("RESYNC", last.Json.GetProperty("code").GetString());
            Assert.InRange(last.Retry!.Value, 100, 5_100);
        }

        using var http = new HttpClient();
        using var refused = await edge.SendAsync(http, HttpMethod.Get, "/api/events", "one");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        using var unready = await http.GetAsync(new Uri(edge.Address, "/health/ready"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unready.StatusCode);
        await Wait.UntilAsync(
            () => edge.Logs.GetSnapshot().Count(line => line.Message.StartsWith($"Waiting for Redis at {redis.ConnectionString}", StringComparison.Ordinal)) == 2,
            TimeSpan.FromSeconds(10),
            "the log does not say that Redis is away",
            TestContext.Current.CancellationToken);

        await redis.StartAgainAsync(TestContext.Current.CancellationToken);
        await edge.WaitUntilReadyAsync();
        using var again = await edge.OpenAsync("one");
        await PublishUntilReceivedAsync(edge, "one");
        Assert.Equal("x", (await again.NextAsync(TestContext.Current.CancellationToken)).Type);
        Assert.Single(again.Frames, frame => frame.Type == "x");
    }

    [Theory]
    [InlineData("resp2")]
    [InlineData("resp3")]
    public async Task Loss_of_the_subscription_connection_alone_is_no_silent_gap(string protocol)
    {
        await using var redis = await RedisServer.StartAsync(TestContext.Current.CancellationToken);
        await using var edge = await EdgeHost.StartAsync($"{redis.ConnectionString},protocol={protocol}");
        using var stream = await edge.OpenAsync("cut");

        // Back within milliseconds: the streams must notice all the same.
        await edge.Redis.ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");

        var last = Assert.Single(await stream.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal("RESYNC", last.Json.GetProperty("code").GetString());
        await edge.WaitUntilReadyAsync();
        using var again = await edge.OpenAsync("cut");
        await PublishUntilReceivedAsync(edge, "cut");
        Assert.Equal("x", (await again.NextAsync(TestContext.Current.CancellationToken)).Type);
    }

    // The test's own connection comes back in its own time.
    private static Task PublishUntilReceivedAsync(EdgeHost edge, string userId) => Wait.UntilAsync(
        async () =>
        {
            try
            {
                await edge.PublishAsync(userId, """{"type":"x"}""");
                return true;
            }
            catch (Exception away) when (away is RedisException or TimeoutException)
            {
                return false;
            }
        },
        TimeSpan.FromSeconds(20),
        "nothing can be published",
        TestContext.Current.CancellationToken);
}
