using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace RealtimeMesh.UserEventLog.Redis;

/// <summary>One user's channel.</summary>
internal sealed class RedisSubscription(RedisConnection redis, RedisChannel channel, MessageReceiver onMessage, ILogger logger)
    : IUserSubscription
{
    private ChannelMessageQueue? _messages;

    /// <summary>Completes with the server's acknowledgement.</summary>
    public async Task SubscribeAsync()
    {
        var subscriber = redis.Subscriber;
        try
        {
            // A queue keeps the order; a handler on the subscriber would not.
            var messages = await subscriber.SubscribeAsync(channel);
            messages.OnMessage(message => onMessage(message.Message, more: messages.TryGetCount(out var waiting) && waiting > 0));
            _messages = messages;
        }
        catch (Exception failure) when (failure is RedisException || RedisFault.IsPassing(failure))
        {
            // Otherwise the client would keep the channel, and subscribe it when the connection is back.
            await subscriber.UnsubscribeAsync(channel, flags: CommandFlags.FireAndForget);
            throw new UserEventsUnavailableException("Redis did not acknowledge a subscription.", failure);
        }
    }

    public async Task RenewAsync()
    {
        await DisposeAsync();
        await SubscribeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await (_messages?.UnsubscribeAsync() ?? Task.CompletedTask);
        }
        catch (Exception failure) when (failure is RedisException || RedisFault.IsPassing(failure))
        {
            logger.UnsubscribeFailed(failure, channel.ToString());
        }
    }
}
