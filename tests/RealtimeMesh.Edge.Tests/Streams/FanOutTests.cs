using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Streams;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.Edge.Tests.Streams;

public sealed class FanOutTests(RedisFixture redis)
{
    private const int Events = 500;

    [Fact]
    public async Task Every_stream_of_a_user_gets_all_events_in_order_and_none_of_another_user()
    {
        var tokens = new TestTokens();
        await using var one = await EdgeHost.StartAsync(redis.ConnectionString, tokens: tokens);
        await using var other = await EdgeHost.StartAsync(redis.ConnectionString, tokens: tokens);
        using var ada = await one.OpenAsync("ada");
        using var adaRpc = await one.OpenAsync("ada", SseRequest.Rpc);
        using var adaElsewhere = await other.OpenAsync("ada");
        using var adam = await other.OpenAsync("adam");

        var reading = new[] { ReadAsync(ada), ReadAsync(adaRpc), ReadAsync(adaElsewhere), ReadAsync(adam) };
        for (var n = 0; n < Events; n++)
        {
            await one.PublishEventAsync("ada", Event("ada", n));
            await one.PublishEventAsync("adam", Event("adam", n));
        }

        var received = await Task.WhenAll(reading);
        var expected = Enumerable.Range(0, Events);
        Assert.Equal(expected.Select(n => $"ada-{n}"), received[0]);
        Assert.Equal(received[0], received[1]);
        Assert.Equal(received[0], received[2]);
        Assert.Equal(expected.Select(n => $"adam-{n}"), received[3]);
    }

    [Fact]
    public async Task Stream_that_joins_later_gets_what_is_published_from_then_on()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var first = await edge.OpenAsync("late");
        await edge.PublishEventAsync("late", Event("late", 1));
        var epoch = await edge.EpochAsync("late");
        Assert.Equal($"{epoch}-1", (await first.NextAsync(TestContext.Current.CancellationToken)).Id);

        using var second = await edge.OpenAsync("late");
        await edge.PublishEventAsync("late", Event("late", 2));

        Assert.Equal($"{epoch}-2", (await first.NextAsync(TestContext.Current.CancellationToken)).Id);
        Assert.Equal($"{epoch}-2", (await second.NextAsync(TestContext.Current.CancellationToken)).Id);
        Assert.Equal(1, await edge.SubscriberCountAsync("late"));
    }

    [Fact]
    public async Task Client_that_leaves_is_noticed_at_once()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var closed = edge.Collect<long>("mesh.edge.streams.closed");
        var stream = await edge.OpenAsync("leaver");

        stream.Dispose();

        await Wait.UntilAsync(
            () => edge.Streams.Count == 0 && closed.LastMeasurement is not null,
            TimeSpan.FromSeconds(5),
            "the stream is still held",
            TestContext.Current.CancellationToken);
        Assert.Equal("client_left", closed.LastMeasurement!.Tags["reason"]);
        Assert.Empty(edge.Streams.All);
    }

    private static string Event(string userId, int n) => $$"""{"type":"x","of":"{{userId}}-{{n}}"}""";

    private static async Task<List<string?>> ReadAsync(SseReader stream)
    {
        var ids = new List<string?>();
        while (ids.Count < Events)
        {
            ids.Add((await stream.NextAsync(TestContext.Current.CancellationToken)).Json.GetProperty("of").GetString());
        }

        return ids;
    }
}
