using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RealtimeMesh.Notifier.Diagnostics;

namespace RealtimeMesh.Notifier.Bus.RabbitMq;

/// <summary>
/// Consumes one queue. Deliveries are begun in their order and are under way side by side; each is acknowledged when Redis has taken it, or its error queue.
/// </summary>
/// <param name="queue">Where they come from.</param>
/// <param name="channel">Of this consumer alone.</param>
/// <param name="handle">Reads and handles a delivery.</param>
/// <param name="errors">Where what can't be handled is kept.</param>
/// <param name="ended">Told when RabbitMQ ends the consumer or its channel.</param>
/// <param name="time">When a next try is due.</param>
/// <param name="stopping">Ends what waits for its next try; RabbitMQ delivers it again.</param>
internal sealed class QueueConsumer(
    string queue,
    IChannel channel,
    Func<Delivery, CancellationToken, Task> handle,
    ErrorQueues errors,
    Action<string> ended,
    TimeProvider time,
    CancellationToken stopping) : AsyncDefaultBasicConsumer(channel)
{
    // Deliveries under way at once.
    private const ushort Prefetch = 256;

    private readonly string _activityName = $"{queue} process";
    private readonly Acknowledgements _acknowledgements = new(channel, Prefetch);
    private Task _acknowledging = Task.CompletedTask;
    private int _inHand;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _acknowledging = _acknowledgements.RunAsync();
        await Channel.BasicQosAsync(0, Prefetch, global: false, cancellationToken);
        await Channel.BasicConsumeAsync(queue, autoAck: false, this, cancellationToken);
    }

    /// <summary>Takes no more, and acknowledges what is in hand when it is done.</summary>
    /// <exception cref="OperationCanceledException">That took longer than <paramref name="patience"/>.</exception>
    public async Task StopAsync(CancellationToken patience)
    {
        foreach (var tag in ConsumerTags)
        {
            await Channel.BasicCancelAsync(tag, cancellationToken: patience);
        }

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (IsRunning || Volatile.Read(ref _inHand) > 0)
        {
            await timer.WaitForNextTickAsync(patience);
        }

        _acknowledgements.Stop();
        await _acknowledging.WaitAsync(patience);
    }

    public override Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        if (stopping.IsCancellationRequested)
        {
            // The client still had it; the next process takes it.
            return Task.CompletedTask;
        }

        _acknowledgements.Begin(deliveryTag);
        Interlocked.Increment(ref _inHand);
        // The next one is begun meanwhile. It never throws, and whoever stops waits until none is in hand.
        _ = HandleAsync(new Delivery(deliveryTag, routingKey, properties, body.ToArray()));
        return Task.CompletedTask;
    }

    public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        ended(reason.ReplyText);
        return base.HandleChannelShutdownAsync(channel, reason);
    }

    // The queue was deleted, or its leader has moved.
    public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        ended($"RabbitMQ has cancelled the consumer of {queue}");
        return base.HandleBasicCancelAsync(consumerTag, cancellationToken);
    }

    private async Task HandleAsync(Delivery delivery)
    {
        using (NotifierTracing.Begin(_activityName, queue, delivery))
        {
            var retries = 0;
            while (!stopping.IsCancellationRequested && !await TryAsync(delivery, retries))
            {
                // At the end too: what is done behind it is acknowledged.
                _acknowledgements.SetApart(delivery.Tag);
                await Task.Delay(Retry.Delay(retries++), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        Interlocked.Decrement(ref _inHand);
    }

    /// <returns>False if it is to be tried again.</returns>
    private async ValueTask<bool> TryAsync(Delivery delivery, int retries)
    {
        try
        {
            await handle(delivery, CancellationToken.None);
        }
        catch (Exception fault) when (Retry.IsWorthwhile(fault, retries) || stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception fault) when (!Retry.IsWorthwhile(fault, retries))
        {
            if (!await errors.TryKeepAsync(queue, delivery, fault))
            {
                return false;
            }
        }

        _acknowledgements.Complete(delivery.Tag);
        return true;
    }
}
