using RealtimeMesh.EndToEnd.Tests.Faults.Hosting;
using RealtimeMesh.EndToEnd.Tests.Faults.Verdicts;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.EndToEnd.Tests.Faults;

/// <summary>Browsers lose their network, their token, or stop reading.</summary>
[Collection(nameof(FaultMatrix))]
[Trait("Category", "Slow")]
public sealed class ClientFaultTests(RabbitMqFixture rabbitMq)
{
    // Twenty events a second for each user.
    private static readonly FaultLoad FewUsers = new() { Users = 5, PerSecond = 100 };

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_client_that_was_offline_for_less_than_the_log_keeps_misses_nothing()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        await using var run = await FaultRun.StartAsync(FaultMatrix.Plan("offline-short", rabbitMq, redis), Cancelled, FewUsers);
        var offline = EachUsersFirst(run);

        await OfflineAsync(run, offline, events: 100);

        await run.JudgeAsync(Restarts.None, Cancelled);
        Assert.All(offline, stream => Assert.True(stream.Opened.ElementAt(1).Start!.Resumed));
        run.Streams.Except(offline).CheckUninterrupted();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_client_that_was_offline_for_longer_than_the_log_keeps_is_told_so()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        await using var run = await FaultRun.StartAsync(FaultMatrix.Plan("offline-long", rabbitMq, redis), Cancelled, FewUsers);
        var offline = EachUsersFirst(run);

        await OfflineAsync(run, offline, events: 230);

        await run.JudgeAsync(Restarts.Once, Cancelled);
        Assert.All(offline, stream => Assert.Equal(1, stream.Restarts()));
        run.Streams.Except(offline).CheckUninterrupted();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_token_that_expires_costs_no_event()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        var shortTokens = new FaultLoad { TokenLifetime = TimeSpan.FromSeconds(8) };
        await using var run = await FaultRun.StartAsync(FaultMatrix.Plan("token-expired", rabbitMq, redis), Cancelled, shortTokens);

        await run.ReconnectedAsync(run.Streams.Count, Cancelled);

        Assert.All(run.Streams, stream => Assert.True(stream.EndedOnceWith("UNAUTHORIZED")));
        await run.JudgeAsync(Restarts.None, Cancelled);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_reader_that_stops_reading_is_ended_and_resumes_and_disturbs_nobody()
    {
        await using var redis = await RedisServer.StartAsync(Cancelled);
        var plan = FaultMatrix.Plan("reader-stopped", rabbitMq, redis) with
        {
            EdgeSettings = new Dictionary<string, string?> { ["Edge__LogLength"] = "5000" },
            // The machine's buffers take megabytes before anybody notices: meanwhile, the log must not forget.
            NotifierSettings = new Dictionary<string, string?> { ["UserEvents__LogLength"] = "5000" },
        };
        // A quarter of a megabyte a second for each stream: who reads may still be held up for a second.
        var large = new FaultLoad { Users = 3, PerSecond = 60, Padding = 12_000, FirstReaderHasSmallBuffer = true };
        await using var run = await FaultRun.StartAsync(plan, Cancelled, large);
        var stopped = EachUsersFirst(run);

        stopped.ForEach(stream => stream.StopReading());
        await Wait.UntilAsync(() => SlowReaders(run.Mesh) >= stopped.Count, Patience, "no edge finds a reader too slow", Cancelled);
        stopped.ForEach(stream => stream.ReadOn());
        await run.ReconnectedAsync(stopped.Count, Cancelled);

        await run.JudgeAsync(Restarts.None, Cancelled);
        run.Streams.Except(stopped).CheckUninterrupted();
    }

    private static int SlowReaders(FaultMesh mesh) =>
        mesh.Edges.Sum(edge => edge.Output.Split('\n').Count(line => line.Contains("too far behind", StringComparison.OrdinalIgnoreCase)));

    private static List<ResumingReader> EachUsersFirst(FaultRun run) => [.. run.Streams.GroupBy(stream => stream.UserId).Select(streams => streams.First())];

    private static async Task OfflineAsync(FaultRun run, List<ResumingReader> clients, int events)
    {
        clients.ForEach(client => client.GoOffline());
        await run.Events.MoreAsync(events, Cancelled);
        clients.ForEach(client => client.ComeBack());
        await run.ReconnectedAsync(clients.Count, Cancelled);
    }
}
