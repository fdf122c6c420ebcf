using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RealtimeMesh.Gateway.Diagnostics;
using RealtimeMesh.Gateway.Http2;
using RealtimeMesh.Testing.Http2;

namespace RealtimeMesh.Gateway.Tests.Http2;

/// <summary>Connections to a scripted server.</summary>
internal sealed class TestPool : IAsyncDisposable
{
    private static readonly byte[] _request = TestFrames.Block((":method", "GET"), (":scheme", "http"), (":authority", "edge"), (":path", "/api/events"));

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ConnectionPool _pool;

    public TestPool(IPEndPoint server) =>
        _pool = new ConnectionPool(server.Address.ToString(), server.Port, new GatewayMetrics(_services.GetRequiredService<IMeterFactory>()), TimeProvider.System);

    public int Streams => _pool.Streams;

    public Task<Http2Stream> OpenAsync(TimeSpan? patience = null, int paddedBy = 0) => _pool.OpenAsync(
        paddedBy == 0 ? _request : [.. _request, .. TestFrames.Block(("x-padding", new string('x', paddedBy)))],
        patience ?? TimeSpan.FromSeconds(60),
        TestContext.Current.CancellationToken).AsTask();

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        await _services.DisposeAsync();
    }
}
