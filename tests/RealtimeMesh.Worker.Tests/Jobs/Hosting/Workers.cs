using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Worker.Tests.Jobs.Hosting;

[assembly: AssemblyFixture(typeof(Workers))]

namespace RealtimeMesh.Worker.Tests.Jobs.Hosting;

/// <summary>Workers on each database, for all tests that do not stop them.</summary>
public sealed class Workers : IAsyncLifetime
{
    private readonly Dictionary<string, TestWorker> _real = [];
    private readonly Dictionary<string, TestWorker> _scripted = [];
    private readonly TestDatabase _sqlite = TestDatabase.InSqlite();
    private PostgresServer? _postgres;

    public static TheoryData<string> Databases => ["sqlite", "postgres"];

    internal TestWorker Scripted => ScriptedOn("sqlite");

    internal TestWorker ScriptedOn(string database) => _scripted[database];

    internal TestWorker RealOn(string database) => _real[database];

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync(TestContext.Current.CancellationToken);
        await StartAsync(_sqlite);
        await StartAsync(TestDatabase.InPostgres(_postgres.ConnectionString));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _real.Values.Concat(_scripted.Values))
        {
            await worker.DisposeAsync();
        }

        _sqlite.Dispose();
        await (_postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task StartAsync(TestDatabase database)
    {
        _real[database.Provider] = await TestWorker.StartAsync(WorkerApp.Build(database, WorkerApp.Real), database);
        // Jobs that are between two tries hold their place, so there are places enough.
        _scripted[database.Provider] = await TestWorker.StartAsync(
            WorkerApp.Build(database, WorkerApp.Scripted, settings: ("Worker:Concurrency", "32")), database);
    }
}
