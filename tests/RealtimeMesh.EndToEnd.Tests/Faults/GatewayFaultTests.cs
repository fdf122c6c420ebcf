using RealtimeMesh.EndToEnd.Tests.Faults.Hosting;
using RealtimeMesh.EndToEnd.Tests.Faults.Verdicts;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.EndToEnd.Tests.Faults;

/// <summary>The one address that all streams go through goes.</summary>
[Collection(nameof(FaultMatrix))]
[Trait("Category", "Slow")]
public sealed class GatewayFaultTests(RabbitMqFixture rabbitMq)
{
    // Two seconds for the requests of all; a machine that has something else to do as well takes longer to send them.
    private static readonly TimeSpan Storm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(8);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_gateway_that_is_restarted_costs_no_event()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        await using var run = await FaultRun.StartAsync(FaultMatrix.Plan("gateway-restarted", rabbitMq, redis), Cancelled);

        Assert.Equal(0, await run.Mesh.Gateway.TerminateAsync(Cancelled));
        run.Mesh.StartGatewayAgain();
        await run.ReconnectedAsync(run.Streams.Count, Cancelled);

        await run.JudgeAsync(Restarts.None, Cancelled);
    }

    [Fact(Timeout = 240_000)]
    public async Task Five_thousand_streams_that_come_back_within_two_seconds_miss_no_event()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        var crowd = new FaultLoad { Users = 1_000, StreamsPerUser = 5, PerSecond = 250 };
        await using var run = await FaultRun.StartAsync(FaultMatrix.Plan("storm", rabbitMq, redis), Cancelled, crowd);

        await run.Mesh.Gateway.KillAsync();
        Assert.Equal(137, await run.Mesh.Gateway.WaitForExitAsync(Cancelled));
        run.Mesh.StartGatewayAgain();
        // Nobody tries before it is there: then all come at once.
        run.Streams.ForEach(stream => stream.GoOffline());
        await run.Mesh.Gateway.WaitUntilReadyAsync(Cancelled);
        var back = DateTimeOffset.UtcNow;
        run.Streams.ForEach(stream => stream.ComeBack());
        await run.ReconnectedAsync(run.Streams.Count, Cancelled);

        Assert.All(run.Streams, stream => Assert.Contains(stream.Connections, connection => connection.RequestedAt > back && connection.RequestedAt < back + Storm + Slack));
        await run.JudgeAsync(Restarts.None, Cancelled);
    }
}
