using RealtimeMesh.EndToEnd.Tests.Faults.Hosting;
using RealtimeMesh.EndToEnd.Tests.Faults.Verdicts;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.EndToEnd.Tests.Faults;

/// <summary>A Redis dies, and another that has its data takes over. What it did not have yet may cost a stream a new start, but never an event in silence.</summary>
[Collection(nameof(FaultMatrix))]
[Trait("Category", "Slow")]
public sealed class RedisFailoverTests(RabbitMqFixture rabbitMq)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_primary_of_a_cluster_that_is_killed_costs_no_event()
    {
        await using var redis = await RedisCluster.StartAsync(replicas: true, Cancelled);
        await using var run = await FaultRun.StartAsync(Plan("cluster-failover", redis.ConnectionString), Cancelled);

        await redis.KillPrimaryOfAsync(UserLogs.PositionKey(run.Users[0]), Cancelled);
        await run.EverybodyHearsAsync(Cancelled);

        Assert.Contains(run.Streams, stream => stream.LongestSilence() > TimeSpan.FromSeconds(1));
        await run.JudgeAsync(Restarts.Once, Cancelled);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_primary_under_sentinels_that_is_killed_costs_no_event()
    {
        await using var redis = await RedisSentinels.StartAsync(Cancelled);
        await using var run = await FaultRun.StartAsync(Plan("sentinel-failover", redis.ConnectionString), Cancelled);

        await redis.KillPrimaryAsync(Cancelled);
        await run.EverybodyHearsAsync(Cancelled);

        Assert.All(run.Streams, stream => Assert.True(stream.LongestSilence() > TimeSpan.FromSeconds(1)));
        await run.JudgeAsync(Restarts.Once, Cancelled);
    }

    private FaultMeshPlan Plan(string name, string redis) => new() { Name = name, RabbitMq = rabbitMq.ConnectionString, Redis = redis };
}
