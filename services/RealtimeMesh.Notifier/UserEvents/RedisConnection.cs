using StackExchange.Redis;

namespace RealtimeMesh.Notifier.UserEvents;

/// <summary>The process's one connection to Redis. It may be away at any time, and comes back by itself.</summary>
internal sealed class RedisConnection(ConfigurationOptions options) : IAsyncDisposable
{
    private readonly Task<ConnectionMultiplexer> _connecting = ConnectionMultiplexer.ConnectAsync(options);

    public async Task<IDatabase> DatabaseAsync(CancellationToken cancellationToken) =>
        (await _connecting.WaitAsync(cancellationToken)).GetDatabase();

    public async ValueTask DisposeAsync()
    {
        var redis = await _connecting;
        await redis.DisposeAsync();
    }
}
