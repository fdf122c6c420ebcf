using System.Text;
using RealtimeMesh.LoadGen.Streams;
using StackExchange.Redis;

namespace RealtimeMesh.LoadGen.Publishing;

/// <summary>Plain PUBLISH of the event, bare or in whatever the server wraps it: for servers that know pub/sub alone, and for events that need no log.</summary>
internal sealed class RedisChannelPublisher(ConnectionMultiplexer redis, string channel, string message) : IEventPublisher
{
    private const string Event = "{event}";

    private readonly byte[] _before = Encoding.UTF8.GetBytes(message.Split(Event)[0]);
    private readonly byte[] _after = Encoding.UTF8.GetBytes(message.Split(Event)[^1]);

    public static async Task<RedisChannelPublisher> ConnectAsync(LoadOptions options) =>
        options.Message.Split(Event).Length == 2
            ? new(await ConnectionMultiplexer.ConnectAsync(options.Redis), options.Channel, options.Message)
            : throw new FormatException($"--message is '{options.Message}'; it must have {Event} in it, once.");

    public Task PublishAsync(string userId, ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        redis.GetDatabase().PublishAsync(
            RedisChannel.Literal(channel.Replace(StreamTarget.User, userId, StringComparison.Ordinal)), (byte[])[.. _before, .. json.Span, .. _after]);

    public ValueTask DisposeAsync() => redis.DisposeAsync();
}
