using RealtimeMesh.Testing.Servers;
using StackExchange.Redis;

namespace RealtimeMesh.Testing.Tests.Servers;

[Trait("Category", "Slow")]
public sealed class RedisClusterTests
{
    [Fact]
    public async Task Keys_of_every_primary_can_be_written()
    {
        await using var cluster = await RedisCluster.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(cluster.ConnectionString);

        var primaries = new HashSet<System.Net.EndPoint?>();
        foreach (var key in Enumerable.Range(0, 50).Select(number => $"key{number}"))
        {
            Assert.True(await redis.GetDatabase().StringSetAsync(key, "value"));
            primaries.Add(await redis.GetDatabase().IdentifyEndpointAsync(key));
        }

        Assert.Equal(3, primaries.Count);
    }

    [Fact]
    public async Task A_key_whose_primary_was_killed_can_be_written_again()
    {
        await using var cluster = await RedisCluster.StartAsync(replicas: true, TestContext.Current.CancellationToken);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(cluster.ConnectionString);
        await redis.GetDatabase().StringSetAsync("key", "before");
        var killed = await redis.GetDatabase().IdentifyEndpointAsync("key");

        await cluster.KillPrimaryOfAsync("key", TestContext.Current.CancellationToken);

        await RedisWrites.UntilWrittenAsync(redis, "key", "after");
        Assert.Equal("after", await redis.GetDatabase().StringGetAsync("key"));
        Assert.NotEqual(killed, await redis.GetDatabase().IdentifyEndpointAsync("key"));
    }

    [Fact]
    public async Task Without_replicas_no_primary_can_be_killed()
    {
        await using var cluster = await RedisCluster.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.KillPrimaryOfAsync("key", TestContext.Current.CancellationToken));
    }
}
