using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeMesh.UserEventLog.Redis;
using StackExchange.Redis;

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

    [Fact]
    public async Task Stream_of_an_edge_that_is_not_heard_of_any_more_counts_for_less_than_a_minute()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(connectionString);
        var streams = $"{{cs:sse:user:{UserId}}}:streams";
        await Log.Source.OpenAsync(UserId, "lives", 20);
        await Log.Source.OpenAsync(UserId, "dies", 20);
        // As if the edge had died a minute ago.
        await redis.GetDatabase().SortedSetDecrementAsync(streams, "dies", 60_000);
        await Log.Source.CheckAsync(UserId, ["lives"], 0);

        Assert.Equal(1, await Log.Source.CountStreamsAsync(UserId));
        Assert.NotNull(await Log.Source.OpenAsync(UserId, "new", 2));
        Assert.Equal(["lives", "new"], (await redis.GetDatabase().SortedSetRangeByRankAsync(streams)).Select(stream => stream.ToString()).Order());
        Assert.InRange((await redis.GetDatabase().KeyTimeToLiveAsync(streams))!.Value, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
    }

    private sealed class InRedis : ILogUnderTest
    {
        private readonly RedisConnection _connection;

        public InRedis(string connectionString)
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:redis", connectionString)]).Build();
            _connection = new RedisConnection(RedisSettings.Read(configuration, "specification"), NullLogger<RedisConnection>.Instance);
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
