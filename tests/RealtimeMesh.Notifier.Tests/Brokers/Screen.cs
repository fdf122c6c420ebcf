using System.Text.Json;
using StackExchange.Redis;

namespace RealtimeMesh.Notifier.Tests.Brokers;

/// <summary>Listens where a user's edge listens.</summary>
internal sealed class Screen(ConnectionMultiplexer redis) : IAsyncDisposable
{
    public IDatabase Database => redis.GetDatabase();

    public static async Task<Screen> ConnectAsync(string connectionString, Action<ConfigurationOptions>? more = null)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        more?.Invoke(options);

        return new Screen(await ConnectionMultiplexer.ConnectAsync(options));
    }

    /// <summary>Begins the user's log, as the first stream does: without one nothing is published.</summary>
    public async Task<ChannelMessageQueue> ListenAsync(string userId, string prefix = "cs:sse:user")
    {
        await Database.HashSetAsync($"{{{prefix}:{userId}}}:pos", [new("e", "0123456789ab"), new("n", 0)]);
        return await redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal($"{prefix}:{userId}"));
    }

    public ValueTask DisposeAsync() => redis.DisposeAsync();
}

internal static class ScreenReading
{
    /// <summary>The next event, without the envelope that it came in.</summary>
    public static async Task<string> NextAsync(this ChannelMessageQueue events, CancellationToken cancellationToken) =>
        (await events.NextEnvelopeAsync(cancellationToken)).GetProperty("event").GetRawText();

    public static async Task<JsonElement> NextEnvelopeAsync(this ChannelMessageQueue events, CancellationToken cancellationToken) =>
        JsonElement.Parse((await events.ReadAsync(cancellationToken)).Message.ToString());
}
