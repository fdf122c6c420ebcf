using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.Edge.Tests.Streams;

public sealed class TimeTests(RedisFixture redis)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Silent_stream_gets_a_heartbeat_and_a_busy_one_does_not()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, _time);
        using var stream = await edge.OpenAsync("heart");

        for (var n = 0; n < 3; n++)
        {
            _time.Advance(TimeSpan.FromSeconds(14));
            await IsAliveAsync(edge, stream, "heart");
        }

        Assert.Equal(1, stream.Comments);

        // Nothing is read meanwhile: the heartbeat is seen when the next event comes.
        using var written = edge.Collect<long>("mesh.edge.frames");
        _time.Advance(TimeSpan.FromSeconds(15));
        await written.WaitForMeasurementsAsync(1, TestContext.Current.CancellationToken);
        await IsAliveAsync(edge, stream, "heart");
        Assert.Equal(2, stream.Comments);
    }

    [Fact]
    public async Task Stream_ends_with_its_token()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, _time, settings: ("Edge:MaxStreamAge", "1.00:00:00"));
        using var stream = await edge.OpenAsync("expiring");

        _time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(10));
        await IsAliveAsync(edge, stream, "expiring");

        // The token's hour began by the real clock, which went on while the edge started.
        _time.Advance(TimeSpan.FromMinutes(1));
        await EndsAsync(stream, "UNAUTHORIZED", 401);
    }

    [Fact]
    public async Task Stream_ends_at_its_greatest_age()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, _time, settings: ("Edge:MaxStreamAge", "00:10:00"));
        using var stream = await edge.OpenAsync("ageing", SseRequest.Rpc);

        _time.Advance(TimeSpan.FromMinutes(8.9));
        await IsAliveAsync(edge, stream, "ageing");

        _time.Advance(TimeSpan.FromMinutes(2.2));
        await EndsAsync(stream, "STREAM_ROTATED", 503);
    }

    [Fact]
    public async Task Subscription_outlives_the_last_stream_by_some_seconds()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, _time);
        (await edge.OpenAsync("lingering")).Dispose();
        await UntilAsync(() => Task.FromResult(edge.Streams.Count == 0), "the stream is still held");

        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(1, await edge.SubscriberCountAsync("lingering"));

        _time.Advance(TimeSpan.FromSeconds(2));
        await UntilAsync(async () => await edge.SubscriberCountAsync("lingering") == 0, "the user is still subscribed");

        using var again = await edge.OpenAsync("lingering");
        await IsAliveAsync(edge, again, "lingering");
    }

    private static async Task IsAliveAsync(EdgeHost edge, SseReader stream, string userId)
    {
        await edge.PublishAsync(userId, """{"type":"alive"}""");
        Assert.Equal("alive", (await stream.NextAsync(TestContext.Current.CancellationToken)).Type);
    }

    private static async Task EndsAsync(SseReader stream, string code, int status)
    {
        var last = (await stream.ReadToEndAsync(TestContext.Current.CancellationToken))[^1];
        Assert.Equal("error", last.Event);
        Assert.InRange(last.Retry!.Value, 1, 1_000);
        Assert.Equal((code, status), (last.Json.GetProperty("code").GetString(), last.Json.GetProperty("status").GetInt32()));
    }

    private static Task UntilAsync(Func<Task<bool>> condition, string otherwise) =>
        Wait.UntilAsync(condition, TimeSpan.FromSeconds(10), otherwise, TestContext.Current.CancellationToken);
}
