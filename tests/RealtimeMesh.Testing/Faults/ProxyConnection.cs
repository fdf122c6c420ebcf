using System.Net;
using System.Net.Sockets;

namespace RealtimeMesh.Testing.Faults;

/// <summary>A client's connection to the proxy, and the one to the server behind it.</summary>
internal sealed class ProxyConnection(Socket client, ProxyTraffic traffic, bool isRedis) : IDisposable
{
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _reset = new();
    private readonly Lock _lock = new();
    private readonly Socket _server = ProxySockets.Create();
    private bool _isClosed;

    /// <summary>Done when no byte passes any more.</summary>
    public Task Closed => _closed.Task;

    public async Task RunAsync(DnsEndPoint upstream)
    {
        try
        {
            await _server.ConnectAsync(upstream, _reset.Token);
            client.NoDelay = _server.NoDelay = true;
            var up = new ProxyPump(client, _server, traffic, filter: null);
            var down = new ProxyPump(_server, client, traffic, isRedis ? new PubSubFilter(traffic) : null);
            await Task.WhenAll(RunAsync(up), RunAsync(down));
            Close(abortively: false);
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or OperationCanceledException or FormatException)
        {
            // No server, an end that failed, a cut, or not Redis at all: the ends see a reset.
            Reset();
        }
        finally
        {
            _closed.SetResult();
        }
    }

    public void Reset() => Close(abortively: true);

    // The cancellation source stays: a reset may be using it, and it holds nothing.
    public void Dispose() => Reset();

    private async Task RunAsync(ProxyPump pump)
    {
        try
        {
            await pump.RunAsync(_reset.Token);
        }
        catch (FormatException)
        {
            Reset();
            throw;
        }
        catch (SocketException)
        {
            // An end that failed is not seen at the other end before the network is whole again.
            await traffic.WaitAsync(_reset.Token);
            Reset();
        }
    }

    private void Close(bool abortively)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            foreach (var socket in new[] { client, _server })
            {
                if (abortively)
                {
                    socket.LingerState = new LingerOption(true, 0);
                }

                socket.Dispose();
            }
        }

        _reset.Cancel();
    }
}
