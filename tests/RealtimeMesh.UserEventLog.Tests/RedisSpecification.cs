using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeMesh.UserEventLog.Redis;

namespace RealtimeMesh.UserEventLog.Tests;

public abstract class RedisSpecification(string connectionString) : UserEventLogSpecification, IAsyncLifetime
{
    private readonly InRedis _log = new(connectionString);

    protected override ILogUnderTest Log => _log;

    public async ValueTask InitializeAsync() => await _log.ConnectAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _log.DisposeAsync();
    }

    private sealed class InRedis : ILogUnderTest
    {
        private readonly RedisConnection _connection;

        public InRedis(string connectionString)
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:redis", connectionString)]).Build();
            _connection = new RedisConnection(RedisSettings.Read(configuration, "specification"));
            var options = Microsoft.Extensions.Options.Options.Create(Options);
            Publisher = new RedisUserEventPublisher(_connection, options);
            Source = new RedisUserEventSource(_connection, options, NullLogger<RedisUserEventSource>.Instance);
        }

        public IUserEventPublisher Publisher { get; }

        public IUserEventSource Source { get; }

        public Task ConnectAsync() => Testing.Wait.UntilAsync(
            () => _connection.IsConnected, TimeSpan.FromSeconds(20), "Redis is not connected", TestContext.Current.CancellationToken);

        // Redis has no clock but the real one.
        public Task PassAsync(TimeSpan time) => Task.Delay(time, TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => _connection.DisposeAsync();
    }
}
