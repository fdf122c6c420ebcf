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
    private readonly IReadOnlyList<string> _users;

    private FaultRun(FaultMeshPlan plan, FaultLoad load, FaultMesh mesh, UserLogs logs)
    {
        _plan = plan;
        Mesh = mesh;
        Logs = logs;
        _users = [.. Enumerable.Range(0, load.Users).Select(user => $"{plan.Name}-{user:000}")];
        Streams = [.. _users.SelectMany(user => Enumerable.Range(0, load.StreamsPerUser).Select(stream => ResumingReader.Start(user, load.Reader(mesh, user, stream))))];
    }

    public FaultMesh Mesh { get; }

    public UserLogs Logs { get; }

    public IReadOnlyList<string> Users => _users;

    public IReadOnlyList<ResumingReader> Streams { get; }

    public NumberedEvents Events { get; private set; } = null!;

    /// <summary>Starts everything, and waits until every stream has got some events.</summary>
    public static async Task<FaultRun> StartAsync(FaultMeshPlan plan, CancellationToken cancellationToken, FaultLoad? load = null)
    {
        load ??= new FaultLoad();
        var mesh = await FaultMesh.StartAsync(plan, cancellationToken);
        var run = new FaultRun(plan, load, mesh, await UserLogs.ConnectAsync(plan.Redis));
        try
        {
            await run.AllAsync(stream => stream.Opened.Any(), "are not open", cancellationToken);
            run.Events = NumberedEvents.Start(load.Events(plan.RabbitMq, run._users));
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

    /// <summary>Waits until so many streams have connected again, so often.</summary>
    public Task ReconnectedAsync(int streams, CancellationToken cancellationToken, int times = 1) => Wait.UntilAsync(
        () => Task.FromResult(Streams.Count(stream => stream.Opened.Count() > times) >= streams),
        Patience,
        () => $"{Streams.Count(stream => stream.Opened.Count() > times)} streams came back:\n{Histories(stream => stream.Opened.Count() <= times)}",
        cancellationToken);

    /// <summary>Ends the events, lets every stream catch up, and checks what each has got.</summary>
    public async Task JudgeAsync(Restarts allowed, CancellationToken cancellationToken)
    {
        await Events.MoreAsync(3, cancellationToken);
        var published = await Events.StopAsync(cancellationToken);
        var verdict = new Verdict([.. Streams.Select(stream => new NumberedStream(stream, Events[stream.UserId]))], published);

        await verdict.EverybodyHasEverythingAsync(cancellationToken);
        // What it is still busy with might come twice.
        await NotifierQueue.EmptyAsync(_plan.RabbitMq, cancellationToken);
        await Mesh.Notifier.TerminateAsync(cancellationToken);
        await verdict.EverybodyIsAtTheEndAsync(await Logs.EndsAsync(_users), cancellationToken);
        verdict.Check(allowed);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Streams.Select(stream => stream.DisposeAsync().AsTask()));
        if (Events is { } events)
        {
            await events.DisposeAsync();
        }

        await Logs.DisposeAsync();
        await Mesh.DisposeAsync();
    }

    private Task AllAsync(Func<ResumingReader, bool> condition, string otherwise, CancellationToken cancellationToken) => Wait.UntilAsync(
        () => Task.FromResult(Streams.All(condition)),
        Patience,
        () => $"{Streams.Count(stream => !condition(stream))} streams {otherwise}:\n{Histories(stream => !condition(stream))}",
        cancellationToken);

    private string Histories(Func<ResumingReader, bool> of) => string.Join(
        '\n', Streams.Where(of).Take(3).SelectMany(stream => stream.Violations.Take(3).Prepend(stream.UserId).Concat(stream.Connections.Select(connection => $"    {connection}"))));
}
