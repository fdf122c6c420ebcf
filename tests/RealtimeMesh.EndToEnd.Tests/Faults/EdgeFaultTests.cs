using RealtimeMesh.EndToEnd.Tests.Faults.Hosting;
using RealtimeMesh.EndToEnd.Tests.Faults.Verdicts;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.EndToEnd.Tests.Faults;

/// <summary>One of two edges goes; its streams go on at the other.</summary>
[Collection(nameof(FaultMatrix))]
[Trait("Category", "Slow")]
public sealed class EdgeFaultTests(RabbitMqFixture rabbitMq)
{
    // The gateway gives each edge half of the streams; a few more or less.
    private const int ManyStreams = 80;

    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task An_edge_that_is_killed_costs_no_event()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        await using var run = await FaultRun.StartAsync(FaultMatrix.Plan("edge-killed", rabbitMq, redis), Cancelled);
        var killed = run.Mesh.Edges[0];

        await killed.KillAsync();
        Assert.Equal(137, await killed.WaitForExitAsync(Cancelled));
        await run.ReconnectedAsync(ManyStreams, Cancelled);
        run.Mesh.StartEdgeAgain(0);

        await run.JudgeAsync(Restarts.None, Cancelled);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_edge_that_drains_costs_no_event()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        var plan = FaultMatrix.Plan("edge-drained", rabbitMq, redis) with
        {
            EdgeSettings = new Dictionary<string, string?> { ["Edge__DrainWindow"] = "00:00:05" },
        };
        await using var run = await FaultRun.StartAsync(plan, Cancelled);

        Assert.Equal(0, await run.Mesh.Edges[0].TerminateAsync(Cancelled));
        run.Mesh.StartEdgeAgain(0);
        await run.ReconnectedAsync(ManyStreams, Cancelled);

        Assert.True(run.Streams.Count(stream => stream.EndedOnceWith("SERVICE_UNAVAILABLE")) >= ManyStreams);
        var broken = run.Streams.Where(stream => stream.EndedOnceWith("broken")).Select(stream => $"{stream.UserId}\n{stream.History()}").ToArray();
        Assert.True(broken.Length == 0, $"{broken.Length} streams broke, such as\n{string.Join('\n', broken.Take(5))}");
        await run.JudgeAsync(Restarts.None, Cancelled);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_edge_that_is_frozen_for_twenty_seconds_costs_no_event()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        await using var run = await FaultRun.StartAsync(FaultMatrix.Plan("edge-frozen", rabbitMq, redis), Cancelled);

        run.Mesh.Edges[0].Suspend();
        await Task.Delay(Frozen, Cancelled);
        run.Mesh.Edges[0].Resume();
        await run.EverybodyHearsAsync(Cancelled);

        Assert.True(run.Streams.Count(stream => stream.LongestSilence() > Frozen / 2) >= ManyStreams);
        await run.JudgeAsync(Restarts.None, Cancelled);
    }
}
