using Xunit;

namespace RealtimeMesh.Testing.Servers;

/// <summary>One server for a whole test assembly: <c>[assembly: AssemblyFixture(typeof(RedisFixture))]</c>, then a constructor parameter.</summary>
public abstract class ServerFixture<TServer>(Func<CancellationToken, Task<TServer>> start) : IAsyncLifetime
    where TServer : TestServer
{
    private TServer? _server;

    public TServer Server => _server ?? throw new InvalidOperationException("The server was not started.");

    public string ConnectionString => Server.ConnectionString;

    public async ValueTask InitializeAsync() => _server = await start(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _server?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}

public sealed class RedisFixture() : ServerFixture<RedisServer>(RedisServer.StartAsync);

public sealed class RabbitMqFixture() : ServerFixture<RabbitMqServer>(RabbitMqServer.StartAsync);

public sealed class PostgresFixture() : ServerFixture<PostgresServer>(PostgresServer.StartAsync);
