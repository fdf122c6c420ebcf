using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.Notifier.Tests.Bus;

/// <summary>Queues as a notifier has them that consumes with MassTransit, as older ones do. It refuses every message.</summary>
internal static class MassTransitNotifier
{
    public static async Task<IHost> StartAsync(string rabbitMq, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.Configure<MassTransitHostOptions>(host => host.WaitUntilStarted = true);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            Add<JobStarted>(bus);
            Add<JobProgressed>(bus);
            Add<JobCompleted>(bus);
            Add<JobFailed>(bus);
            Add<EntityInserted>(bus);
            Add<EntityUpdated>(bus);
            Add<EntityDeleted>(bus);
            Add<ActivityLogged>(bus);
            Add<PublishUserEvent>(bus);
            Add<DisconnectUser>(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(new Uri(rabbitMq));
                rabbit.ConfigureEndpoints(context);
            });
        });
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return host;
    }

    private static void Add<TMessage>(IBusRegistrationConfigurator bus)
        where TMessage : class =>
        bus.AddConsumer<Refusing<TMessage>, Endpoint<TMessage>>();

    private sealed class Refusing<TMessage> : IConsumer<TMessage>
        where TMessage : class
    {
        public Task Consume(ConsumeContext<TMessage> context) => throw new RefusedMessageException("userId", "a:b", "not that");
    }

    private sealed class Endpoint<TMessage> : ConsumerDefinition<Refusing<TMessage>>
        where TMessage : class
    {
        public Endpoint() => EndpointName = $"notifier-{KebabCaseEndpointNameFormatter.Instance.Message<TMessage>()}";

        protected override void ConfigureConsumer(
            IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<Refusing<TMessage>> consumerConfigurator, IRegistrationContext context)
        {
            endpointConfigurator.UseRawJsonDeserializer();
            endpointConfigurator.PublishFaults = false;
            var rabbit = (IRabbitMqReceiveEndpointConfigurator)endpointConfigurator;
            rabbit.SetQuorumQueue();
            rabbit.SetQueueArgument("x-delivery-limit", int.MaxValue);
        }
    }
}
