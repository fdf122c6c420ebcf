using MassTransit;
using MassTransit.RabbitMqTransport;
using RealtimeMesh.Notifier.Bus.InMemory;
using RealtimeMesh.Notifier.Bus.RabbitMq;
using RealtimeMesh.Notifier.Bus.RabbitMq.Reading;

namespace RealtimeMesh.Notifier.Routing;

/// <summary>A message type, from its exchange through its queue to its handler. The names are addresses: producers and older notifiers use them too.</summary>
internal abstract class MessageRoute(Type messageType, string queue)
{
    /// <summary>Where it is published: <c>RealtimeMesh.Contracts.Studio:JobCompleted</c>.</summary>
    public string Exchange { get; } = new RabbitMqMessageNameFormatter().GetMessageName(messageType);

    /// <summary>Where it waits for a notifier: <c>notifier-job-completed</c>.</summary>
    public string Queue => queue;

    public abstract void AddHandler(IServiceCollection services);

    public abstract void AddInMemoryConsumer(IBusRegistrationConfigurator bus);

    /// <summary>What reads and handles a delivery of RabbitMQ.</summary>
    public abstract Func<Delivery, CancellationToken, Task> DeliveryHandler(IServiceProvider services);
}

internal sealed class MessageRoute<TMessage>(Func<IServiceProvider, IMessageHandler<TMessage>> createHandler)
    : MessageRoute(typeof(TMessage), $"notifier-{KebabCaseEndpointNameFormatter.Instance.Message<TMessage>()}")
    where TMessage : class
{
    public override void AddHandler(IServiceCollection services) => services.AddSingleton(createHandler);

    public override void AddInMemoryConsumer(IBusRegistrationConfigurator bus) => bus.AddConsumer<InMemoryConsumer<TMessage>, InMemoryEndpoint<TMessage>>();

    public override Func<Delivery, CancellationToken, Task> DeliveryHandler(IServiceProvider services)
    {
        var handler = services.GetRequiredService<IMessageHandler<TMessage>>();
        return (delivery, cancellationToken) =>
        {
            var (message, messageId) = MessageReader<TMessage>.Read(delivery);
            delivery.Handler = handler;
            return handler.HandleAsync(message, delivery.Incoming ??= new Incoming(messageId, delivery.TraceParent), cancellationToken);
        };
    }
}
