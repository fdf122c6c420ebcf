using MassTransit;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Notifier.Bus.InMemory;

/// <summary>One queue per message type, with the promises that <see cref="RabbitMq.QueueConsumer"/> keeps on RabbitMQ.</summary>
internal sealed class InMemoryEndpoint<TMessage> : ConsumerDefinition<InMemoryConsumer<TMessage>>
    where TMessage : class
{
    private const int SideBySide = 32;

    public InMemoryEndpoint() => EndpointName = $"notifier-{KebabCaseEndpointNameFormatter.Instance.Message<TMessage>()}";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<InMemoryConsumer<TMessage>> consumerConfigurator,
        IRegistrationContext context)
    {
        var errorQueue = context.GetRequiredService<ErrorQueueFilter>();

        endpointConfigurator.PrefetchCount = SideBySide;
        endpointConfigurator.ConfigureError(error => error.UseFilter(errorQueue));
        endpointConfigurator.PublishFaults = false;
        endpointConfigurator.UseMessageRetry(retry =>
        {
            retry.Handle<UserEventsUnavailableException>();
            retry.Exponential(int.MaxValue, Retry.First, Retry.Longest, Retry.First);
        });
        endpointConfigurator.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(fault => fault is not UserEventsUnavailableException && !Retry.IsFinal(fault));
            retry.Exponential(Retry.Most, Retry.First, Retry.Longest, Retry.First);
        });
    }
}
