using System.Collections.Concurrent;
using MassTransit;

namespace RealtimeMesh.BusDefaults.Consumers;

/// <summary>Which queues are not consumed just now. MassTransit's own health still calls an endpoint healthy that ended and never comes back. Thread-safe.</summary>
internal sealed class ConsumerStates : IReceiveEndpointObserver
{
    private readonly ConcurrentDictionary<Uri, bool> _isReady = new();

    public bool AreReady(IBusControl bus) => bus.CheckHealth().Status is BusHealthStatus.Healthy && !_isReady.Values.Contains(false);

    public Task Ready(ReceiveEndpointReady ready) => SetAsync(ready.InputAddress, true);

    public Task Stopping(ReceiveEndpointStopping stopping) => SetAsync(stopping.InputAddress, false);

    public Task Completed(ReceiveEndpointCompleted completed) => SetAsync(completed.InputAddress, false);

    public Task Faulted(ReceiveEndpointFaulted faulted) => SetAsync(faulted.InputAddress, false);

    /// <summary>What is not consumed, as far as anybody knows.</summary>
    public string Missing(IBusControl bus) => _isReady.Where(queue => !queue.Value).Select(queue => queue.Key.AbsolutePath.Split('/')[^1]).ToArray() is { Length: > 0 } queues
        ? string.Join(", ", queues)
        : bus.CheckHealth().Description;

    private Task SetAsync(Uri queue, bool isReady)
    {
        _isReady[queue] = isReady;
        return Task.CompletedTask;
    }
}
