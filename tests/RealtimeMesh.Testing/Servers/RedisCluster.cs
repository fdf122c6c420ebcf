using System.Globalization;

namespace RealtimeMesh.Testing.Servers;

/// <summary>A real Redis Cluster on this machine: three primaries, and a replica of each if asked for.</summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private const int Primaries = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RedisNode[] _nodes;
    private readonly bool _replicas;

    private RedisCluster(bool replicas)
    {
        _replicas = replicas;
        _nodes = [.. Enumerable.Range(0, replicas ? 2 * Primaries : Primaries).Select(_ => Node())];
    }

    /// <summary>A StackExchange.Redis string with every node.</summary>
    public string ConnectionString => string.Join(',', _nodes.Select(node => node.EndPoint));

    /// <summary>Starts a cluster; it takes some seconds.</summary>
    public static async Task<RedisCluster> StartAsync(bool replicas = false, CancellationToken cancellationToken = default)
    {
        var cluster = new RedisCluster(replicas);
        try
        {
            await Task.WhenAll(cluster._nodes.Select(node => node.StartAsync(cancellationToken)));
            await cluster.FormAsync(cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the primary that has the key, as a crash would, and waits until every other node agrees on its successor.</summary>
    public async Task KillPrimaryOfAsync(string key, CancellationToken cancellationToken)
    {
        if (!_replicas)
        {
            throw new InvalidOperationException("Without replicas nobody takes over.");
        }

        var someNode = Running.First();
        var slot = int.Parse(await someNode.CallAsync(cancellationToken, "CLUSTER", "KEYSLOT", key), CultureInfo.InvariantCulture);
        var killed = await PrimaryOfAsync(slot, someNode, cancellationToken);
        await _nodes.Single(node => node.Port == killed).KillAsync(cancellationToken);

        await UntilAllAsync(
            async node => await IsWholeAsync(node, cancellationToken)
                && await PrimaryOfAsync(slot, node, cancellationToken) is { } successor && successor != killed,
            $"no replica has taken slot {slot} over from {killed}",
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    private IEnumerable<RedisNode> Running => _nodes.Where(node => !node.IsKilled);

    private static RedisNode Node() => RedisNode.ForData(
        "cluster-enabled yes",
        $"cluster-port {Processes.FreePort.Next()}",
        "cluster-node-timeout 2000",
        // However long a replica was without its primary before: it takes over.
        "cluster-replica-validity-factor 0");

    private static async Task<int?> PrimaryOfAsync(int slot, RedisNode asked, CancellationToken cancellationToken) =>
        new ClusterNodes(await asked.CallAsync(cancellationToken, "CLUSTER", "NODES")).PrimaryOf(slot);

    private static async Task<bool> IsWholeAsync(RedisNode node, CancellationToken cancellationToken) =>
        (await node.CallAsync(cancellationToken, "CLUSTER", "INFO")).Contains("cluster_state:ok", StringComparison.Ordinal);

    private static async Task<bool> IsInSyncAsync(RedisNode node, CancellationToken cancellationToken) =>
        await node.CallAsync(cancellationToken, "INFO", "replication") is var answer
        && (answer.Contains("role:master", StringComparison.Ordinal) || answer.Contains("master_link_status:up", StringComparison.Ordinal));

    private async Task FormAsync(CancellationToken cancellationToken)
    {
        await _nodes[0].CallAsync(
            cancellationToken,
            ["--cluster", "create", .. _nodes.Select(node => node.EndPoint), "--cluster-replicas", _replicas ? "1" : "0", "--cluster-yes"]);
        await UntilAllAsync(
            async node => await IsWholeAsync(node, cancellationToken) && await IsInSyncAsync(node, cancellationToken),
            "the cluster is not whole",
            cancellationToken);
    }

    private Task UntilAllAsync(Func<RedisNode, Task<bool>> condition, string otherwise, CancellationToken cancellationToken) =>
        Wait.UntilAsync(
            async () => (await Task.WhenAll(Running.Select(condition))).All(holds => holds), Patience, otherwise, cancellationToken);
}
