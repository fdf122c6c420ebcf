using MassTransit;
using RealtimeMesh.BusDefaults;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Notifier.Bus;
using RealtimeMesh.Notifier.Diagnostics;
using RealtimeMesh.Notifier.DomainEvents;
using RealtimeMesh.Notifier.UserEvents;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Notifier;

/// <summary>Domain events from the bus to user events in Redis, for a process of its own or as part of another.</summary>
public static class NotifierService
{
    /// <summary>What the consumers need, except the bus and an <see cref="IUserEventPublisher"/>.</summary>
    public static WebApplicationBuilder AddNotifier(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<UserEventLogOptions>()
            .BindConfiguration(UserEventLogOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddOptions<NotifierOptions>()
            .Configure(notifier => notifier.Timing = builder.Environment.IsDevelopment())
            .BindConfiguration(NotifierOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.Services.AddSingleton<NotifierMetrics>();
        builder.Services.AddSingleton<ErrorQueueFilter>();
        builder.Services.AddSingleton<Timing>();
        builder.Services.AddSingleton<Broadcast>();

        return builder;
    }

    /// <summary>The consumers of every domain event and of what any team may ask for, on whatever transport the bus has.</summary>
    public static void AddNotifierConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddStudioEvents();
        bus.AddConsumer<PublishUserEventConsumer, NotifierEndpoint<PublishUserEventConsumer, PublishUserEvent>>();
        bus.AddConsumer<DisconnectUserConsumer, NotifierEndpoint<DisconnectUserConsumer, DisconnectUser>>();
    }

    /// <summary>A bus with these consumers on the RabbitMQ that <c>ConnectionStrings:rabbitmq</c> names.</summary>
    public static WebApplicationBuilder AddNotifierBus(this WebApplicationBuilder builder)
    {
        builder.AddRabbitMqBus("notifier", bus => bus.AddNotifierConsumers());
        // A page of stack trace per refused message and attempt; what ends in an error queue is logged there, in a line.
        builder.Logging.AddFilter("MassTransit.ReceiveTransport", LogLevel.None);

        return builder;
    }
}
