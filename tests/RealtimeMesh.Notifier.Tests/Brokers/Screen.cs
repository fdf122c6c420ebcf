using StackExchange.Redis;

namespace RealtimeMesh.Notifier.Tests.Brokers;

/// <summary>Listens where a user's edge listens.</summary>
internal sealed class Screen(ConnectionMultiplexer redis) : IAsyncDisposable
{
    public static async Task<Screen> ConnectAsync(string connectionString)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;

        return new Screen(await ConnectionMultiplexer.ConnectAsync(options));
    }

    public Task<ChannelMessageQueue> ListenAsync(string userId, string prefix = "cs:sse:user") =>
        redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal($"{prefix}:{userId}"));

    public ValueTask DisposeAsync() => redis.DisposeAsync();
}

internal static class ScreenReading
{
    public static async Task<string> NextAsync(this ChannelMessageQueue events, CancellationToken cancellationToken) =>
        (await events.ReadAsync(cancellationToken)).Message.ToString();
}
