using Microsoft.Extensions.Logging;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.UserEventLog.Redis.Messages;
using StackExchange.Redis;

namespace RealtimeMesh.UserEventLog.Redis;

/// <summary>The process's connection to Redis: made in the background, remade by itself when it is lost. Thread-safe.</summary>
public sealed class RedisConnection : IAsyncDisposable
{
    private readonly RedisSettings _settings;
    private readonly ILogger<RedisConnection> _logger;
    private readonly Task<ConnectionMultiplexer> _connecting;
    private volatile ConnectionMultiplexer? _multiplexer;
    private bool? _isCluster;
    private string? _lastRefusal;

    public RedisConnection(RedisSettings settings, ILogger<RedisConnection> logger)
    {
        _settings = settings;
        _logger = logger;
        _connecting = ConnectAsync();
    }

    /// <summary>
    /// Raised when a connection is there again, or Redis has another primary. The client subscribes again a while after that, without telling when:
    /// in a cluster it was seen up to 3.4 s later.
    /// </summary>
    public event Action? Reconnected;

    /// <summary>Raised when a connection is lost.</summary>
    public event Action<ConnectionFailedEventArgs>? Lost;

    public string Address => _settings.Address;

    /// <summary>Where the messages of subscribed channels go.</summary>
    internal SubscribedChannels Channels { get; } = new();

    public bool IsConnected => _multiplexer?.GetSubscriber().IsConnected() == true;

    /// <exception cref="UserEventsUnavailableException">It has not been tried for the first time yet.</exception>
    internal ISubscriber Subscriber => Multiplexer.GetSubscriber();

    /// <exception cref="UserEventsUnavailableException">It has not been tried for the first time yet.</exception>
    internal IDatabase Database => Multiplexer.GetDatabase();

    /// <summary>Which kind of channel the server wants: a cluster keeps the message within the user's shard.</summary>
    internal string PublishCommand => IsCluster ? "SPUBLISH" : "PUBLISH";

    private ConnectionMultiplexer Multiplexer => _multiplexer ?? throw new UserEventsUnavailableException("Redis has not answered yet.");

    // What the server is does not change while it is there; before it is there, nobody knows.
    private bool IsCluster => _isCluster ?? (IsConnected ? (_isCluster = Multiplexer.GetServers().Any(server => server.ServerType is ServerType.Cluster)).Value : false);

    internal RedisChannel Channel(string userId)
    {
        var name = ChannelName(userId);
        return IsCluster ? RedisChannel.Sharded(name) : RedisChannel.Literal(name);
    }

    internal string ChannelName(string userId) => UserEventChannel.Name(_settings.ChannelPrefix, userId);

    internal UserEventKeys Keys(string userId) => new(_settings.ChannelPrefix, userId);

    public async ValueTask DisposeAsync()
    {
        var multiplexer = await _connecting;
        await multiplexer.DisposeAsync();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(MessageTunnel.Through(_settings.Connection, Channels, OnHandshake));
        multiplexer.ConnectionFailed += (_, failure) => Lost?.Invoke(failure);
        multiplexer.ConnectionRestored += (_, _) => Reconnected?.Invoke();
        multiplexer.ConfigurationChanged += (_, _) => Reconnected?.Invoke();
        multiplexer.HashSlotMoved += (_, _) => Reconnected?.Invoke();
        _multiplexer = multiplexer;
        return multiplexer;
    }

    // It is tried again every second, by two connections; a reason is told once.
    private void OnHandshake(string? refusal)
    {
        if (Interlocked.Exchange(ref _lastRefusal, refusal) != refusal && refusal is not null)
        {
            _logger.TlsRefused(Address, refusal);
        }
    }
}
