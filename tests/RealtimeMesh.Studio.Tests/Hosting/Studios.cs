using RealtimeMesh.Studio.Tests.Hosting;
using RealtimeMesh.Testing.Servers;

[assembly: AssemblyFixture(typeof(Studios))]

namespace RealtimeMesh.Studio.Tests.Hosting;

/// <summary>One studio on each database, with one RabbitMQ, for all tests that break none of them.</summary>
public sealed class Studios : IAsyncLifetime
{
    private RabbitMqServer? _rabbitMq;
    private PostgresServer? _postgres;

    public string RabbitMq => _rabbitMq!.ConnectionString;

    public string Postgres => _postgres!.ConnectionString;

    public TestStudio OnSqlite { get; private set; } = null!;

    public TestStudio OnPostgres { get; private set; } = null!;

    /// <summary>Everything that goes over the bus.</summary>
    public BusTap Bus { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var rabbitMq = RabbitMqServer.StartAsync(TestContext.Current.CancellationToken);
        _postgres = await PostgresServer.StartAsync(TestContext.Current.CancellationToken);
        _rabbitMq = await rabbitMq;
        Bus = await BusTap.OpenAsync(RabbitMq, TestContext.Current.CancellationToken);

        OnSqlite = TestStudio.Start(Store.InSqlite(), RabbitMq);
        OnPostgres = TestStudio.Start(Store.InPostgres(Postgres), RabbitMq);
        await OnSqlite.Process.WaitUntilReadyAsync(TestContext.Current.CancellationToken);
        await OnPostgres.Process.WaitUntilReadyAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await OnSqlite.DisposeAsync();
        await OnPostgres.DisposeAsync();
        await Bus.DisposeAsync();
        await _postgres!.DisposeAsync();
        await _rabbitMq!.DisposeAsync();
        Store.DeleteSqliteFiles();
    }
}
