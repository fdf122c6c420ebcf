using RealtimeMesh.EndToEnd.Tests.Faults.Events;
using RealtimeMesh.EndToEnd.Tests.Faults.Verdicts;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.EndToEnd.Tests.Faults.Hosting;

/// <summary>A mesh, streams that are open, and events that keep coming: now something may go wrong.</summary>
internal sealed class FaultRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FaultMeshPlan _plan;

    private FaultRun(FaultMeshPlan plan, FaultLoad load, FaultMesh mesh)
    {
        _plan = plan;
        Mesh = mesh;
        Users = [.. Enumerable.Range(0, load.Users).Select(user => $"{plan.Name}-{user:000}")];
        Streams = [.. Users.SelectMany(user => Enumerable.Range(0, load.StreamsPerUser).Select(stream => ResumingReader.Start(user, load.Reader(mesh, user, stream))))];
    }

    public FaultMesh Mesh { get; }

    public IReadOnlyList<string> Users { get; }

    public List<ResumingReader> Streams { get; }

    public NumberedEvents Events { get; private set; } = null!;

    /// <summary>Starts everything, and waits until every stream has got some events.</summary>
    public static async Task<FaultRun> StartAsync(FaultMeshPlan plan, CancellationToken cancellationToken, FaultLoad? load = null)
    {
        load ??= new FaultLoad();
        var mesh = await FaultMesh.StartAsync(plan, cancellationToken);
        var run = new FaultRun(plan, load, mesh);
        try
        {
            await run.AllAsync(stream => stream.Opened.Any(), "are not open", cancellationToken);
            run.Events = NumberedEvents.Start(load.Events(plan.RabbitMq, run.Users));
            await run.EverybodyHearsAsync(cancellationToken);
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until every stream got another event.</summary>
    public Task EverybodyHearsAsync(CancellationToken cancellationToken)
    {
        var heard = Streams.ToDictionary(stream => stream, stream => stream.Events.Count());
        return AllAsync(stream => stream.Events.Count() > heard[stream], "hear nothing", cancellationToken);
    }

    /// <summary>Waits until so many streams have connected again.</summary>
    public Task ReconnectedAsync(int streams, CancellationToken cancellationToken) =>
        EnoughAsync(streams, stream => stream.Opened.Count() > 1, "did not come back", cancellationToken);

    /// <summary>Ends the events, lets every stream catch up, and checks what each has got.</summary>
    public async Task JudgeAsync(Restarts allowed, CancellationToken cancellationToken)
    {
        await Events.MoreAsync(2, cancellationToken);
        var published = await Events.StopAsync(cancellationToken);
        var verdict = new Verdict([.. Streams.Select(stream => new NumberedStream(stream, Events[stream.UserId]))], published);

        await verdict.EverybodyHasEverythingAsync(cancellationToken);
        // What it is still busy with might come twice.
        await NotifierQueue.EmptyAsync(_plan.RabbitMq, cancellationToken);
        await Mesh.Notifier.TerminateAsync(cancellationToken);
        await verdict.EverybodyIsAtTheEndAsync(await UserLogs.EndsAsync(_plan.Redis, Users), cancellationToken);
        verdict.Check(allowed);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Streams.Select(stream => stream.DisposeAsync().AsTask()));
        if (Events is { } events)
        {
            await events.DisposeAsync();
        }

        await Mesh.DisposeAsync();
    }

    private Task AllAsync(Func<ResumingReader, bool> condition, string otherwise, CancellationToken cancellationToken) =>
        EnoughAsync(Streams.Count, condition, otherwise, cancellationToken);

    private async Task EnoughAsync(int enough, Func<ResumingReader, bool> condition, string otherwise, CancellationToken cancellationToken)
    {
        await Wait.UntilAsync(
            () => Task.FromResult(Streams.Count(condition) >= enough || Streams.Any(IsWrong)),
            Patience,
            () => Told(stream => !condition(stream), otherwise),
            cancellationToken);
        Assert.False(Streams.Any(IsWrong), Told(IsWrong, "got what no server may send"));
    }

    private static bool IsWrong(ResumingReader stream) => stream.Violations.Count > 0;

    private string Told(Func<ResumingReader, bool> which, string what) =>
        $"{Streams.Count(which)} streams {what}, such as\n{string.Join('\n', Streams.Where(which).Take(3).Select(Told))}";

    private static string Told(ResumingReader stream) =>
        string.Join('\n', [stream.UserId, .. stream.Violations.Take(3).Select(violation => $"  {violation}"), stream.History()]);
}
