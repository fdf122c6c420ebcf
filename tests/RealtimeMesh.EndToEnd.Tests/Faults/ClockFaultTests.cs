using RealtimeMesh.EndToEnd.Tests.Faults.Hosting;
using RealtimeMesh.EndToEnd.Tests.Faults.Verdicts;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Services;

namespace RealtimeMesh.EndToEnd.Tests.Faults;

/// <summary>Two machines never have the same time.</summary>
[Collection(nameof(FaultMatrix))]
[Trait("Category", "Slow")]
public sealed class ClockFaultTests(RabbitMqFixture rabbitMq)
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task An_edge_whose_clock_is_wrong_costs_no_event()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        var plan = FaultMatrix.Plan("edge-clock", rabbitMq, redis) with { FirstEdgeClock = FiveMinutes };
        await using var run = await FaultRun.StartAsync(plan, Cancelled);
        await AssertAheadAsync(run.Mesh.Edges[0]);

        // Streams come from the edge with the right time to the one with the wrong.
        await run.Mesh.Edges[1].KillAsync();
        await run.ReconnectedAsync(streams: 80, Cancelled);
        run.Mesh.StartEdgeAgain(1);

        await run.JudgeAsync(Restarts.None, Cancelled);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_notifier_whose_clock_is_wrong_costs_no_event()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        var plan = FaultMatrix.Plan("notifier-clock", rabbitMq, redis) with { NotifierClock = FiveMinutes };
        await using var run = await FaultRun.StartAsync(plan, Cancelled);
        await AssertAheadAsync(run.Mesh.Notifier);

        // Streams that resume from what it has written.
        await run.Mesh.Edges[0].KillAsync();
        await run.ReconnectedAsync(streams: 80, Cancelled);
        run.Mesh.StartEdgeAgain(0);

        await run.JudgeAsync(Restarts.None, Cancelled);
    }

    private static async Task AssertAheadAsync(ServiceProcess service)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(service.BaseAddress, "/health/ready"), Cancelled);
        Assert.InRange(answer.Headers.Date!.Value - DateTimeOffset.UtcNow, FiveMinutes * 0.9, FiveMinutes * 1.1);
    }
}
