using Microsoft.Extensions.Logging;
using RealtimeMesh.UserEventLog.Redis.Messages;
using StackExchange.Redis;

namespace RealtimeMesh.UserEventLog.Redis;

/// <summary>One user's channel. The client library keeps it subscribed; its messages come past the library, see <see cref="MessageTunnel"/>.</summary>
internal sealed class RedisSubscription(RedisConnection redis, RedisChannel channel, MessageReceiver receiver, ILogger logger) : IUserSubscription
{
    private static readonly Action<RedisChannel, RedisValue> _nobody = (_, _) => { };

    private readonly SubscribedChannel _received = new(channel.ToString(), receiver, logger);

    /// <summary>Completes with the server's acknowledgement.</summary>
    public async Task SubscribeAsync()
    {
        var subscriber = redis.Subscriber;
        redis.Channels.Add(_received);
        try
        {
            await subscriber.SubscribeAsync(channel, _nobody);
        }
        catch (Exception failure) when (failure is RedisException || RedisFault.IsPassing(failure))
        {
            // Otherwise the client would keep the channel, and subscribe it when the connection is back.
            await subscriber.UnsubscribeAsync(channel, flags: CommandFlags.FireAndForget);
            redis.Channels.Remove(_received);
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
            await redis.Subscriber.UnsubscribeAsync(channel, _nobody);
        }
        catch (Exception failure) when (failure is RedisException || RedisFault.IsPassing(failure))
        {
            logger.UnsubscribeFailed(failure, channel.ToString());
        }
        finally
        {
            redis.Channels.Remove(_received);
        }
    }
}
