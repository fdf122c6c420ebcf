using System.Collections.Concurrent;
using RealtimeMesh.Gateway.Diagnostics;

namespace RealtimeMesh.Gateway.Http2;

/// <summary>One for each server: as many as the configuration has ever named.</summary>
internal sealed class ConnectionPools(GatewayMetrics metrics, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Host, int Port), ConnectionPool> _pools = [];

    public ConnectionPool Of(Uri server) =>
        _pools.GetOrAdd((server.IdnHost, server.Port), key => new ConnectionPool(key.Host, key.Port, metrics, time));

    public async ValueTask DisposeAsync() => await Task.WhenAll(_pools.Values.Select(pool => pool.DisposeAsync().AsTask()));
}
