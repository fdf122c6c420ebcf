using MassTransit;

namespace RealtimeMesh.Notifier.Bus;

/// <summary>One queue per message type, <c>notifier-job-completed</c> for <c>JobCompleted</c>, all with the same promises.</summary>
internal sealed class NotifierEndpoint<TConsumer, TMessage> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer<TMessage>
    where TMessage : class
{
    // Messages of one queue that are published to Redis side by side.
    private const int Prefetch = 32;

    public NotifierEndpoint() => EndpointName = $"notifier-{KebabCaseEndpointNameFormatter.Instance.Message<TMessage>()}";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<TConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        var errorQueue = context.GetRequiredService<ErrorQueueFilter>();

        endpointConfigurator.PrefetchCount = Prefetch;
        // Also as any other language would write it: JSON without MassTransit's envelope.
        endpointConfigurator.UseRawJsonDeserializer();
        endpointConfigurator.ConfigureError(error => error.UseFilter(errorQueue));
        endpointConfigurator.ConfigureDeadLetter(skipped => skipped.UseFilter(errorQueue));
        endpointConfigurator.PublishFaults = false;
        endpointConfigurator.UseRetry();

        if (endpointConfigurator is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SetQuorumQueue();
            // RabbitMQ 4 drops what was delivered 20 times, and takes an unacknowledged message back (and delivers it again) after its
            // consumer_timeout of 30 minutes. While Redis is away for a day, or notifiers die, that must cost nothing.
            rabbit.SetQueueArgument("x-delivery-limit", int.MaxValue);
        }
    }
}
