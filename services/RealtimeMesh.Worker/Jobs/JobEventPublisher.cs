using MassTransit;

namespace RealtimeMesh.Worker.Jobs;

/// <summary>Publishes the events of one delivered command.</summary>
/// <remarks>
/// On the bus, not on the delivery's own context: MassTransit would wait for each of these publishes at the end of the delivery, and fail it
/// for one that was tried again meanwhile.
/// </remarks>
internal sealed class JobEventPublisher(IBus bus, TimeProvider time, CancellationToken stopping)
{
    // A publish that is under way when RabbitMQ goes may never end (RabbitMQ.Client 7.2.2); and one that waits for it to come back holds a job's place.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Cancelled when the worker stops.</summary>
    public CancellationToken Stopping => stopping;

    /// <exception cref="BusAwayException">The bus did not take it.</exception>
    public async Task PublishAsync<T>(T message, Guid messageId)
        where T : class
    {
        try
        {
            await bus.Publish(message, publish => publish.MessageId = messageId, stopping).WaitAsync(Patience, time, stopping);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            throw new BusAwayException(typeof(T), fault);
        }
    }
}

/// <summary>An event could not be published now. What it announces is committed, so the command is tried until it can.</summary>
internal sealed class BusAwayException(Type message, Exception fault) : Exception($"{message.Name} could not be published: {fault.Message}", fault);
