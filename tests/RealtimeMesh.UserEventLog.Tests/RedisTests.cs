using RealtimeMesh.Testing.Servers;
using RealtimeMesh.UserEventLog.Tests;

[assembly: AssemblyFixture(typeof(RedisFixture))]
[assembly: AssemblyFixture(typeof(ClusterFixture))]

namespace RealtimeMesh.UserEventLog.Tests;

public sealed class RedisTests(RedisFixture redis) : RedisSpecification(redis.ConnectionString);

public sealed class RedisClusterTests(ClusterFixture cluster) : RedisSpecification(cluster.ConnectionString);

/// <summary>Three primaries: users' keys are spread over all of them.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private RedisCluster _cluster = null!;

    public string ConnectionString => _cluster.ConnectionString;

    public async ValueTask InitializeAsync() => _cluster = await RedisCluster.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
