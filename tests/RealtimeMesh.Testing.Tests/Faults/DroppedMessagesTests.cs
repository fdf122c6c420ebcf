using System.Threading.Channels;
using RealtimeMesh.Testing.Faults;
using RealtimeMesh.Testing.Servers;
using StackExchange.Redis;

namespace RealtimeMesh.Testing.Tests.Faults;

public sealed class DroppedMessagesTests
{
    private static readonly RedisChannel News = RedisChannel.Literal("news");

    [Theory]
    [InlineData("resp2", 0)]
    [InlineData("resp3", 0)]
    [InlineData("resp2", 200)]
    [InlineData("resp3", 200)]
    public async Task A_real_client_misses_messages_and_nothing_else(string protocol, int bytesPerSecond)
    {
        await using var server = await RedisServer.StartAsync(TestContext.Current.CancellationToken);
        await using var proxy = FaultProxy.StartRedis("127.0.0.1", server.Port);
        await using var publisher = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{proxy.EndPoint},protocol={protocol}");
        var received = Channel.CreateUnbounded<string>();
        await redis.GetSubscriber().SubscribeAsync(News, (_, message) => received.Writer.TryWrite(message.ToString()));
        // So slow that a message is sent in pieces.
        proxy.BytesPerSecond = bytesPerSecond == 0 ? null : bytesPerSecond;

        await PublishAsync("one");
        Assert.Equal("one", await received.Reader.ReadAsync(TestContext.Current.CancellationToken));
        proxy.DropPubSubMessages = true;
        await PublishAsync("two");
        await Wait.UntilAsync(
            () => proxy.DroppedMessages == 1, TimeSpan.FromSeconds(10), "the message was not dropped", TestContext.Current.CancellationToken);
        await redis.GetDatabase().PingAsync();
        proxy.DropPubSubMessages = false;
        await PublishAsync("three");

        Assert.Equal("three", await received.Reader.ReadAsync(TestContext.Current.CancellationToken));

        Task PublishAsync(string message) => publisher.GetSubscriber().PublishAsync(News, message);
    }
}
