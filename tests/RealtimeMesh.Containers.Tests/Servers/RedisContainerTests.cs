using RealtimeMesh.Testing.Servers;
using StackExchange.Redis;

namespace RealtimeMesh.Containers.Tests.Servers;

public sealed class RedisContainerTests
{
    [Fact]
    public async Task A_message_reaches_its_subscriber()
    {
        await using var server = await RedisServer.StartAsync(TestContext.Current.CancellationToken);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var received = new TaskCompletionSource<string?>();
        await redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal("news"), (_, message) => received.TrySetResult(message));

        await redis.GetSubscriber().PublishAsync(RedisChannel.Literal("news"), "hello");

        Assert.Equal("hello", await received.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_kept_is_there_after_a_crash_at_the_same_address()
    {
        await using var server = await RedisServer.StartAsync(keepData: true, TestContext.Current.CancellationToken);
        await using (var before = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString))
        {
            await before.GetDatabase().StringSetAsync("key", "value");
        }

        await server.KillAsync(TestContext.Current.CancellationToken);
        await server.StartAgainAsync(TestContext.Current.CancellationToken);

        await using var after = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        Assert.Equal("value", await after.GetDatabase().StringGetAsync("key"));
    }
}
