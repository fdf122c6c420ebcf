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

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly HashSet<string> _declared = [];
    private IConnection? _connection;
    private IChannel? _channel;

    /// <returns>Whether RabbitMQ has it: it has confirmed that. If not, its delivery must not be acknowledged.</returns>
    public async Task<bool> TryKeepAsync(string queue, Delivery delivery, Exception fault)
    {
        await _one.WaitAsync();
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            await PublishAsync($"{queue}_error", delivery, FaultHeaders.Of(delivery, fault, address.Of(queue), time.GetUtcNow()), patience.Token)
                .WaitAsync(patience.Token);
        }
        catch (Exception away) when (away is RabbitMQClientException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            logger.NotKept(queue, away.Message);
            await DisconnectAsync();
            return false;
        }
        finally
        {
            _one.Release();
        }

        metrics.Refused();
        logger.Refused(Retry.IsFinal(fault) ? null : fault, queue, fault.GetBaseException().Message);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        _one.Dispose();
    }

    private async Task PublishAsync(string queue, Delivery delivery, BasicProperties properties, CancellationToken cancellationToken)
    {
        _connection ??= await address.ConnectAsync("realtime-mesh-notifier-errors", cancellationToken);
        _channel ??= await _connection.CreateChannelAsync(Confirmed, cancellationToken);
        if (_declared.Add(queue))
        {
            await QueueTopology.DeclareAsync(_channel, queue, cancellationToken);
        }

        await _channel.BasicPublishAsync(queue, delivery.RoutingKey, mandatory: true, properties, delivery.Body, cancellationToken);
    }

    private async Task DisconnectAsync()
    {
        _declared.Clear();
        _channel = null;
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
        {
            await connection.EndAsync();
        }
    }
}
