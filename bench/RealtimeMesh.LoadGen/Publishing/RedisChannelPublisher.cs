using RealtimeMesh.LoadGen.Streams;
using StackExchange.Redis;

namespace RealtimeMesh.LoadGen.Publishing;

/// <summary>Plain PUBLISH of the bare event: for servers that know pub/sub alone, and for events that need no log.</summary>
internal sealed class RedisChannelPublisher(ConnectionMultiplexer redis, string channel) : IEventPublisher
{
    public static async Task<RedisChannelPublisher> ConnectAsync(LoadOptions options) =>
        new(await ConnectionMultiplexer.ConnectAsync(options.Redis), options.Channel);

    public Task PublishAsync(string userId, ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        redis.GetDatabase().PublishAsync(RedisChannel.Literal(channel.Replace(StreamTarget.User, userId, StringComparison.Ordinal)), json);

    public ValueTask DisposeAsync() => redis.DisposeAsync();
}
