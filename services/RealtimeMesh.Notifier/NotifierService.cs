using MassTransit;
using RealtimeMesh.BusDefaults;
using RealtimeMesh.Notifier.Bus.InMemory;
using RealtimeMesh.Notifier.Bus.RabbitMq;
using RealtimeMesh.Notifier.Diagnostics;
using RealtimeMesh.Notifier.DomainEvents;
using RealtimeMesh.Notifier.Routing;
using RealtimeMesh.Notifier.UserEvents;
using RealtimeMesh.ServiceDefaults;
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
        builder.Services.AddSingleton<Timing>();
        builder.Services.AddSingleton<Broadcast>();
        foreach (var route in MessageRoutes.All)
        {
            route.AddHandler(builder.Services);
        }

        return builder;
    }

    /// <summary>Consumers on a bus in memory.</summary>
    public static void AddNotifierConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddSingleton<ErrorQueueFilter>();
        foreach (var route in MessageRoutes.All)
        {
            route.AddInMemoryConsumer(bus);
        }
    }

    /// <summary>Consumers on the RabbitMQ that <c>ConnectionStrings:rabbitmq</c> names.</summary>
    public static WebApplicationBuilder AddNotifierBus(this WebApplicationBuilder builder)
    {
        var address = RabbitMqAddress.From(builder.Configuration);
        builder.Services.AddSingleton(address);
        builder.Services.AddSingleton<ErrorQueues>();
        builder.Services.AddSingleton<RabbitMqConsumers>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RabbitMqConsumers>());
        builder.Services.AddHealthChecks().AddCheck<ConsumersHealthCheck>($"RabbitMQ at {address}", tags: [HealthEndpoints.Ready]);

        return builder;
    }
}
