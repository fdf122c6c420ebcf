using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.UserEventLog;
using RealtimeMesh.UserEventLog.Redis;

namespace RealtimeMesh.Benchmarks.UserEventLog;

/// <summary>The log of user events in a Redis of its own.</summary>
internal sealed class RedisLog : IAsyncDisposable
{
    private readonly RedisServer _server;

    private RedisLog(RedisServer server, RedisConnection connection)
    {
        var options = Microsoft.Extensions.Options.Options.Create(new UserEventLogOptions());
        _server = server;
        Connection = connection;
        Publisher = new RedisUserEventPublisher(connection, options);
        Source = new RedisUserEventSource(connection, options, NullLogger<RedisUserEventSource>.Instance);
    }

    public RedisConnection Connection { get; }

    public RedisUserEventPublisher Publisher { get; }

    public RedisUserEventSource Source { get; }

    public static async Task<RedisLog> StartAsync()
    {
        var server = await RedisServer.StartAsync();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:redis"] = server.ConnectionString })
            .Build();
        var connection = new RedisConnection(RedisSettings.Read(configuration, "benchmarks"), NullLogger<RedisConnection>.Instance);
        await Wait.UntilAsync(() => connection.IsConnected, TimeSpan.FromSeconds(20), "Redis is connected", CancellationToken.None);
        return new RedisLog(server, connection);
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _server.DisposeAsync();
    }
}
