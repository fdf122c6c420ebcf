using RealtimeMesh.EndToEnd.Tests.Faults.Hosting;
using RealtimeMesh.EndToEnd.Tests.Faults.Verdicts;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Faults;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.EndToEnd.Tests.Faults;

/// <summary>Redis goes, or the way to it. Streams stay open, and get afterwards what they missed.</summary>
[Collection(nameof(FaultMatrix))]
[Trait("Category", "Slow")]
public sealed class RedisFaultTests(RabbitMqFixture rabbitMq)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_Redis_that_restarts_with_its_data_costs_neither_event_nor_stream()
    {
        await using var redis = await RedisServer.StartAsync(keepData: true, Cancelled);
        await using var run = await FaultRun.StartAsync(FaultMatrix.Plan("redis-kept", rabbitMq, redis), Cancelled);
        var firstRun = await UserLogs.RunIdAsync(redis.ConnectionString);

        await redis.StopAsync(Cancelled);
        await run.Events.MoreAsync(5, Cancelled);
        await redis.StartAgainAsync(Cancelled);
        await run.EverybodyHearsAsync(Cancelled);

        Assert.NotEqual(firstRun, await UserLogs.RunIdAsync(redis.ConnectionString));
        await run.JudgeAsync(Restarts.None, Cancelled);
        run.Streams.CheckUninterrupted();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_Redis_that_restarts_without_its_data_starts_every_stream_anew_once()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        await using var run = await FaultRun.StartAsync(FaultMatrix.Plan("redis-lost", rabbitMq, redis), Cancelled);
        var epochs = run.Streams.ToDictionary(stream => stream, stream => stream.Epoch());

        await redis.KillAsync(Cancelled);
        await redis.StartAgainAsync(Cancelled);
        await run.ReconnectedAsync(run.Streams.Count, Cancelled);

        await run.JudgeAsync(Restarts.Once, Cancelled);
        Assert.All(run.Streams, stream => Assert.NotEqual(epochs[stream], stream.Epoch()));
        Assert.All(run.Streams, stream => Assert.Equal(1, stream.Restarts()));
        Assert.All(run.Streams, stream => Assert.True(stream.EndedOnceWith("RESYNC")));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_connection_to_Redis_that_is_cut_for_a_while_costs_neither_event_nor_stream()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        await using var proxy = RedisProxy(redis);
        await using var run = await FaultRun.StartAsync(Proxied("redis-cut", redis, proxy), Cancelled);
        Assert.True(proxy.Connections > 0);

        proxy.Cut();
        await run.Events.MoreAsync(10, Cancelled);
        Assert.Equal(0, proxy.Connections);
        proxy.Restore();
        await run.EverybodyHearsAsync(Cancelled);

        await run.JudgeAsync(Restarts.None, Cancelled);
        Assert.All(run.Streams, stream => Assert.True(stream.LongestSilence() > TimeSpan.FromSeconds(2)));
        run.Streams.CheckUninterrupted();
    }

    [Fact(Timeout = 120_000)]
    public async Task Messages_that_Redis_loses_on_an_open_connection_are_read_from_the_log()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        await using var proxy = RedisProxy(redis);
        await using var run = await FaultRun.StartAsync(Proxied("messages-lost", redis, proxy), Cancelled);

        await LoseMessagesAsync(proxy);
        proxy.DropPubSubMessages = false;
        await run.EverybodyHearsAsync(Cancelled);

        await run.JudgeAsync(Restarts.None, Cancelled);
        run.Streams.CheckUninterrupted();
    }

    [Fact(Timeout = 180_000)]
    public async Task Messages_that_Redis_loses_are_read_from_the_log_though_none_comes_after_them()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        await using var proxy = RedisProxy(redis);
        await using var run = await FaultRun.StartAsync(Proxied("last-messages-lost", redis, proxy), Cancelled);

        await LoseMessagesAsync(proxy);

        await run.JudgeAsync(Restarts.None, Cancelled);
    }

    private static Task LoseMessagesAsync(FaultProxy proxy)
    {
        proxy.DropPubSubMessages = true;
        // Each user's to one edge or both: some for everybody.
        return Wait.UntilAsync(() => proxy.DroppedMessages > 500, Patience, "no messages are lost", Cancelled);
    }

    private static FaultProxy RedisProxy(RedisServer redis) => FaultProxy.StartRedis("127.0.0.1", redis.Port);

    private FaultMeshPlan Proxied(string name, RedisServer redis, FaultProxy proxy) =>
        FaultMatrix.Plan(name, rabbitMq, redis) with { EdgeRedis = proxy.EndPoint };
}
