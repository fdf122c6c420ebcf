using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using RealtimeMesh.Testing;
using RealtimeMesh.UserEventLog.Redis;
using StackExchange.Redis;

namespace RealtimeMesh.UserEventLog.Tests.Tls;

/// <summary>Both ends of a log over one connection, as a service makes it of its connection string.</summary>
internal sealed class TlsConnection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RedisConnection _connection;
    private readonly RedisUserEventSource _source;
    private readonly RedisUserEventPublisher _publisher;
    private int _tries;

    public TlsConnection(string connectionString, Action<ConfigurationOptions>? more = null)
    {
        var settings = Read(connectionString);
        settings.Connection.BeforeSocketConnect = (_, _, _) => Interlocked.Increment(ref _tries);
        more?.Invoke(settings.Connection);
        _connection = new RedisConnection(settings, Logger);
        var options = Options.Create(new UserEventLogOptions());
        _source = new RedisUserEventSource(_connection, options, NullLogger<RedisUserEventSource>.Instance);
        _publisher = new RedisUserEventPublisher(_connection, options);
    }

    public FakeLogger<RedisConnection> Logger { get; } = new();

    public bool IsConnected => _connection.IsConnected;

    public IEnumerable<string> Told => Logger.Collector.GetSnapshot().Select(record => record.Message);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static RedisSettings Read(string connectionString) => RedisSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:redis", connectionString)]).Build(), "tls");

    public Task UntilConnectedAsync() => Wait.UntilAsync(() => IsConnected, Patience, "Redis is not connected", Cancelled);

    // It has two connections, and before the third try of either, both have tried twice.
    public Task UntilTriedAgainAsync() => Wait.UntilAsync(() => Volatile.Read(ref _tries) > 4, Patience, "it is not tried again", Cancelled);

    public Task<Listener> ListenAsync(string userId) => Listener.StartAsync(_source, userId);

    public Task<HealthCheckResult> CheckHealthAsync() => new RedisHealthCheck(_connection).CheckHealthAsync(new HealthCheckContext(), Cancelled);

    /// <summary>Begins the user's log, and publishes to it.</summary>
    public async Task PublishAsync(string userId, string text)
    {
        await _source.OpenAsync(userId, "stream", 20);
        var json = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { type = "x", text }));
        Assert.Equal(PublishOutcome.Published, await _publisher.PublishAsync(userId, new OutgoingUserEvent { Json = json, Type = "x" }, Cancelled));
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
