using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Edge.Diagnostics;
using RealtimeMesh.Edge.UserEvents;
using StackExchange.Redis;

namespace RealtimeMesh.Edge.Redis;

/// <summary>Users' events as Redis publishes them: a channel per user, on the process's one connection.</summary>
internal sealed class RedisUserEvents : IUserEventSource
{
    private readonly RedisLink _link;
    private readonly RedisSettings _settings;
    private readonly ILogger<RedisUserEvents> _logger;

    public RedisUserEvents(RedisLink link, RedisSettings settings, ILogger<RedisUserEvents> logger)
    {
        _link = link;
        _settings = settings;
        _logger = logger;
        // The client subscribes anew by itself when the connection is back, but it cannot tell what was published meanwhile.
        link.Lost += () => SubscriptionsLost?.Invoke();
    }

    public event Action? SubscriptionsLost;

    public bool IsAvailable => _link.IsConnected;

    public async Task<IAsyncDisposable> SubscribeAsync(string userId, Action<ReadOnlyMemory<byte>> onMessage)
    {
        var subscriber = _link.Subscriber ?? throw new UserEventsUnavailableException("Redis has not answered yet.");
        var channel = RedisChannel.Literal(UserEventChannel.Name(_settings.ChannelPrefix, userId));
        try
        {
            // Completes with the server's acknowledgement. A queue keeps the order; a handler on the subscriber would not.
            var messages = await subscriber.SubscribeAsync(channel);
            messages.OnMessage(message => onMessage(message.Message));
            return new Subscription(messages, _logger);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            // Otherwise the client would keep the channel, and subscribe it when the connection is back.
            await subscriber.UnsubscribeAsync(channel, flags: CommandFlags.FireAndForget);
            throw new UserEventsUnavailableException("Redis did not acknowledge a subscription.", failure);
        }
    }

    private sealed class Subscription(ChannelMessageQueue messages, ILogger logger) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await messages.UnsubscribeAsync();
            }
            catch (Exception failure) when (failure is RedisException or TimeoutException)
            {
                logger.UnsubscribeFailed(failure, messages.Channel.ToString());
            }
        }
    }
}
