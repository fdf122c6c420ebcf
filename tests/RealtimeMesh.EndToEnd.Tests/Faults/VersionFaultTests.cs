using RealtimeMesh.EndToEnd.Tests.Faults.Events;
using RealtimeMesh.EndToEnd.Tests.Faults.Hosting;
using RealtimeMesh.EndToEnd.Tests.Faults.Verdicts;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Events;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.EndToEnd.Tests.Faults;

/// <summary>While edges are replaced, old and new ones stand side by side.</summary>
[Collection(nameof(FaultMatrix))]
[Trait("Category", "Slow")]
public sealed class VersionFaultTests(RabbitMqFixture rabbitMq)
{
    // The gateway gives each edge half of the streams; a few more or less.
    private const int ManyStreams = 80;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task An_edge_that_does_not_know_the_filter_beside_one_that_does_costs_no_event()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        var plan = FaultMatrix.Plan("versions", rabbitMq, redis) with { FirstEdgeProgram = "RealtimeMesh.EdgeWithoutFilter" };
        await using var run = await FaultRun.StartAsync(plan, Cancelled, new FaultLoad { Types = NumberedMessage.Type });
        await using var publisher = new ConfirmedPublisher(rabbitMq.ConnectionString);
        await PublishOfLaterContractAsync(publisher, run, times: 10);
        await Wait.UntilAsync(() => run.Streams.Count(GotWhatItDidNotAskFor) >= ManyStreams, Patience, "the old edge filters", Cancelled);
        var atTheNewEdge = run.Streams.Where(stream => !GotWhatItDidNotAskFor(stream)).ToArray();
        Assert.True(atTheNewEdge.Length >= ManyStreams);

        await run.Mesh.Edges[0].KillAsync();
        await run.ReconnectedAsync(ManyStreams, Cancelled);
        await PublishOfLaterContractAsync(publisher, run, times: 10);

        await run.JudgeAsync(Restarts.None, Cancelled);
        Assert.DoesNotContain(atTheNewEdge, GotWhatItDidNotAskFor);
        Assert.All(run.Streams, stream => Assert.DoesNotContain(stream.Opened.Skip(1).SelectMany(connection => connection.Events), IsOfLaterContract));
    }

    private static async Task PublishOfLaterContractAsync(ConfirmedPublisher publisher, FaultRun run, int times)
    {
        for (var time = 0; time < times; time++)
        {
            await publisher.PublishAsync(Guid.CreateVersion7(), NumberedMessage.OfLaterContract(run.Users), Cancelled);
        }

        // They have gone through once what came after them has.
        await run.EverybodyHearsAsync(Cancelled);
    }

    private static bool GotWhatItDidNotAskFor(ResumingReader stream) => stream.Events.Any(IsOfLaterContract);

    private static bool IsOfLaterContract(ReceivedEvent received) => received.Type == NumberedMessage.LaterType;
}
