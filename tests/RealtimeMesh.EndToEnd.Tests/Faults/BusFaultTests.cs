using RealtimeMesh.EndToEnd.Tests.Faults.Hosting;
using RealtimeMesh.EndToEnd.Tests.Faults.Verdicts;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Faults;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.EndToEnd.Tests.Faults;

/// <summary>RabbitMQ goes, or a notifier, or an event comes twice.</summary>
[Collection(nameof(FaultMatrix))]
[Trait("Category", "Slow")]
public sealed class BusFaultTests(RabbitMqFixture rabbitMq)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_RabbitMQ_that_is_restarted_costs_no_event()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        await using var run = await FaultRun.StartAsync(FaultMatrix.Plan("rabbitmq-restarted", rabbitMq, redis), Cancelled);

        await rabbitMq.Server.StopAsync(Cancelled);
        await rabbitMq.Server.StartAgainAsync(Cancelled);
        await run.EverybodyHearsAsync(Cancelled);

        Assert.True(run.Events.Failures > 0);
        await run.JudgeAsync(Restarts.None, Cancelled);
        run.Streams.CheckUninterrupted();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_notifier_that_is_killed_before_it_acknowledges_doubles_no_event()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        await using var toRabbitMq = FaultProxy.Start("127.0.0.1", new Uri(rabbitMq.ConnectionString).Port);
        await using var toRedis = FaultProxy.Start("127.0.0.1", redis.Port);
        var plan = FaultMatrix.Plan("notifier-killed", rabbitMq, redis) with
        {
            NotifierRabbitMq = $"amqp://guest:guest@{toRabbitMq.EndPoint}",
            NotifierRedis = toRedis.EndPoint,
        };
        await using var run = await FaultRun.StartAsync(plan, Cancelled);

        // So long on their way to Redis, many are not acknowledged at any time.
        toRedis.Delay = TimeSpan.FromMilliseconds(100);
        await run.EverybodyHearsAsync(Cancelled);
        toRabbitMq.HalfOpen = true;
        await run.Events.MoreAsync(3, Cancelled);
        await run.Mesh.Notifier.KillAsync();
        await run.Events.PauseAsync(Cancelled);
        toRabbitMq.Cut();
        toRabbitMq.HalfOpen = false;
        toRabbitMq.Restore();

        // What is in the log and will be delivered once more.
        var appended = await UserLogs.AppendedAsync(redis.ConnectionString, run.Users);
        await Wait.UntilAsync(
            async () => appended + await NotifierQueue.CountAsync(rabbitMq.ConnectionString, Cancelled) - run.Events.Sent > 0,
            Patience,
            "nothing is delivered twice",
            Cancelled);
        run.Mesh.StartNotifierAgain();
        run.Events.Continue();
        await run.EverybodyHearsAsync(Cancelled);

        await run.JudgeAsync(Restarts.None, Cancelled);
        run.Streams.CheckUninterrupted();
    }

    [Fact(Timeout = 120_000)]
    public async Task An_event_that_is_published_twice_comes_once()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        var twice = new FaultLoad { PerSecond = 100, Copies = 2 };
        await using var run = await FaultRun.StartAsync(FaultMatrix.Plan("published-twice", rabbitMq, redis), Cancelled, twice);

        await run.Events.MoreAsync(10, Cancelled);

        await run.JudgeAsync(Restarts.None, Cancelled);
        Assert.Equal(run.Events.Sent, 2 * await UserLogs.AppendedAsync(redis.ConnectionString, run.Users));
    }
}
