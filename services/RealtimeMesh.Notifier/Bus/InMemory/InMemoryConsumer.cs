using System.Diagnostics;
using MassTransit;
using RealtimeMesh.Notifier.Routing;

namespace RealtimeMesh.Notifier.Bus.InMemory;

/// <summary>Messages of a bus in memory, which has no RabbitMQ: that of the all-in-one host.</summary>
internal sealed class InMemoryConsumer<TMessage>(IMessageHandler<TMessage> handler) : IConsumer<TMessage>
    where TMessage : class
{
    public Task Consume(ConsumeContext<TMessage> context) => handler.HandleAsync(
        context.Message,
        // The same in every try.
        context.ReceiveContext.GetOrAddPayload(() => new Incoming(context.MessageId, Activity.Current?.Id)),
        context.CancellationToken);
}
