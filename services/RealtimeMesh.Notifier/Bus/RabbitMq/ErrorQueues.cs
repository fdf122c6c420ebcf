using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using RealtimeMesh.BusDefaults;
using RealtimeMesh.Notifier.Diagnostics;

namespace RealtimeMesh.Notifier.Bus.RabbitMq;

/// <summary>
/// What can never be handled, in <c>…_error</c> with its reason. Its connection is made with the first one and is no consumer's: RabbitMQ stops reading from whoever
/// publishes while its memory is full, and acknowledgements must still reach it. Thread-safe.
/// </summary>
internal sealed class ErrorQueues(RabbitMqAddress address, NotifierMetrics metrics, TimeProvider time, ILogger<ErrorQueues> logger) : IAsyncDisposable
{
    // The client may lose a publish that is under way when the broker goes, and would wait for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly SemaphoreSlim _connecting = new(1, 1);
    private readonly HashSet<string> _declared = [];
    private IConnection? _connection;
    private IChannel? _channel;

    /// <returns>Whether RabbitMQ has it: it has confirmed that. If not, its delivery must not be acknowledged.</returns>
    public async Task<bool> TryKeepAsync(string queue, Delivery delivery, Exception fault)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            var errorQueue = $"{queue}_error";
            var properties = FaultHeaders.Of(delivery, fault, address.Of(queue), time.GetUtcNow());
            var channel = await ChannelAsync(errorQueue, patience.Token);
            await channel.BasicPublishAsync(errorQueue, delivery.RoutingKey, mandatory: true, properties, delivery.Body, patience.Token).AsTask().WaitAsync(patience.Token);
        }
        catch (Exception away) when (away is RabbitMQClientException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            await DisconnectAsync($"{queue}: {away.Message}");
            return false;
        }

        metrics.Refused();
        logger.Refused(Retry.IsFinal(fault) ? null : fault, queue, fault.GetBaseException().Message);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _connecting.Dispose();
    }

    private async Task<IChannel> ChannelAsync(string errorQueue, CancellationToken cancellationToken)
    {
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            _connection ??= await ConnectAsync(cancellationToken);
            _channel ??= await _connection.CreateChannelAsync(Confirmed, cancellationToken);
            if (!_declared.Contains(errorQueue))
            {
                await QueueTopology.DeclareAsync(_channel, errorQueue, cancellationToken);
                _declared.Add(errorQueue);
            }

            return _channel;
        }
        finally
        {
            _connecting.Release();
        }
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = await address.ConnectAsync("realtime-mesh-notifier-errors", cancellationToken);
        connection.ConnectionBlockedAsync += (_, blocked) =>
        {
            logger.Blocked(address, blocked.Reason);
            return Task.CompletedTask;
        };
        return connection;
    }

    // Many may find at once that it is of no more use.
    private async Task DisconnectAsync(string reason)
    {
        await _connecting.WaitAsync();
        try
        {
            if (_connection is not null)
            {
                logger.NotKept(reason);
                await EndAsync();
            }
        }
        finally
        {
            _connecting.Release();
        }
    }

    private async Task EndAsync()
    {
        _declared.Clear();
        _channel = null;
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
        {
            await connection.EndAsync();
        }
    }
}
