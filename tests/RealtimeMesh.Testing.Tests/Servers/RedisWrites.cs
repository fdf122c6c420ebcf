using StackExchange.Redis;

namespace RealtimeMesh.Testing.Tests.Servers;

internal static class RedisWrites
{
    // The client finds the new primary in its own time.
    public static Task UntilWrittenAsync(IConnectionMultiplexer redis, string key, string value) => Wait.UntilAsync(
        async () =>
        {
            try
            {
                return await redis.GetDatabase().StringSetAsync(key, value);
            }
            catch (Exception away) when (away is RedisException or TimeoutException)
            {
                return false;
            }
        },
        TimeSpan.FromSeconds(30),
        $"'{key}' cannot be written",
        TestContext.Current.CancellationToken);
}
