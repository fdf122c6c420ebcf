namespace RealtimeMesh.Testing.Servers;

/// <summary>A primary, its replica, and three sentinels that watch them, on this machine.</summary>
public sealed class RedisSentinels : IAsyncDisposable
{
    private const string ServiceName = "mesh";
    private const int Sentinels = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RedisNode _primary;
    private readonly RedisNode _replica;
    private readonly RedisNode[] _sentinels;

    private RedisSentinels()
    {
        _primary = RedisNode.ForData();
        _replica = RedisNode.ForData($"replicaof 127.0.0.1 {_primary.Port}");
        _sentinels = [.. Enumerable.Range(0, Sentinels).Select(_ => Sentinel(_primary.Port))];
    }

    /// <summary>A StackExchange.Redis string: the sentinels, and what they call the primary.</summary>
    public string ConnectionString => $"{string.Join(',', _sentinels.Select(sentinel => sentinel.EndPoint))},serviceName={ServiceName}";

    /// <summary>Starts them all; it takes some seconds until the sentinels know each other.</summary>
    public static async Task<RedisSentinels> StartAsync(CancellationToken cancellationToken = default)
    {
        var servers = new RedisSentinels();
        try
        {
            await servers.StartAllAsync(cancellationToken);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the primary, as a crash would, and waits until the replica has taken over and every sentinel says so.</summary>
    public async Task KillPrimaryAsync(CancellationToken cancellationToken)
    {
        if (_primary.IsKilled)
        {
            throw new InvalidOperationException("The primary was killed before, and its successor has no replica.");
        }

        await _primary.KillAsync(cancellationToken);
        await UntilAllAsync(
            _sentinels,
            async sentinel => (await sentinel.CallAsync(cancellationToken, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", ServiceName))
                .Split('\n').Contains($"{_replica.Port}"),
            "the sentinels do not agree that the replica is the primary",
            cancellationToken);
        await UntilAllAsync([_replica], node => HasAsync(node, "role:master", cancellationToken), "the replica is no primary", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _sentinels.Append(_replica).Append(_primary))
        {
            await node.DisposeAsync();
        }
    }

    private static RedisNode Sentinel(int primaryPort) => RedisNode.ForSentinel(
        $"sentinel monitor {ServiceName} 127.0.0.1 {primaryPort} 2",
        $"sentinel down-after-milliseconds {ServiceName} 1000",
        $"sentinel failover-timeout {ServiceName} 5000");

    private static async Task<bool> HasAsync(RedisNode node, string info, CancellationToken cancellationToken) =>
        (await node.CallAsync(cancellationToken, "INFO")).Contains(info, StringComparison.Ordinal);

    private static Task UntilAllAsync(
        RedisNode[] nodes, Func<RedisNode, Task<bool>> condition, string otherwise, CancellationToken cancellationToken) =>
        Wait.UntilAsync(
            async () => (await Task.WhenAll(nodes.Select(condition))).All(holds => holds), Patience, otherwise, cancellationToken);

    private async Task StartAllAsync(CancellationToken cancellationToken)
    {
        await _primary.StartAsync(cancellationToken);
        await _replica.StartAsync(cancellationToken);
        await UntilAllAsync(
            [_replica], node => HasAsync(node, "master_link_status:up", cancellationToken), "the replica has no primary", cancellationToken);

        await Task.WhenAll(_sentinels.Select(sentinel => sentinel.StartAsync(cancellationToken)));
        await UntilAllAsync(_sentinels, sentinel => IsReadyAsync(sentinel, cancellationToken), "the sentinels do not know all", cancellationToken);
    }

    // A sentinel that has not heard yet how the replica is doing would not promote it.
    private static async Task<bool> IsReadyAsync(RedisNode sentinel, CancellationToken cancellationToken) =>
        await HasAsync(sentinel, "status=ok", cancellationToken)
        && await HasAsync(sentinel, $"slaves=1,sentinels={Sentinels}", cancellationToken)
        && (await sentinel.CallAsync(cancellationToken, "SENTINEL", "REPLICAS", ServiceName)).Contains("master-link-status\nok", StringComparison.Ordinal);
}
