using System.Net;
using RealtimeMesh.Testing.Servers;
using StackExchange.Redis;

namespace RealtimeMesh.Testing.Tests.Servers;

[Trait("Category", "Slow")]
public sealed class RedisSentinelsTests
{
    [Fact]
    public async Task A_client_that_knows_only_the_sentinels_follows_the_primary()
    {
        await using var servers = await RedisSentinels.StartAsync(TestContext.Current.CancellationToken);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(servers.ConnectionString);
        await redis.GetDatabase().StringSetAsync("key", "before");
        var killed = await redis.GetDatabase().IdentifyEndpointAsync("key", CommandFlags.DemandMaster);

        await servers.KillPrimaryAsync(TestContext.Current.CancellationToken);

        await RedisWrites.UntilWrittenAsync(redis, "key", "after");
        Assert.Equal("after", await redis.GetDatabase().StringGetAsync("key"));
        var successor = await redis.GetDatabase().IdentifyEndpointAsync("key", CommandFlags.DemandMaster);
        Assert.NotEqual(killed, Assert.IsType<IPEndPoint>(successor));
    }
}
