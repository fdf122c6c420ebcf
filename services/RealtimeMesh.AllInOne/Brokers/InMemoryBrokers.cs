using MassTransit;
using RealtimeMesh.Notifier;
using RealtimeMesh.UserEventLog;
using RealtimeMesh.Worker;

namespace RealtimeMesh.AllInOne.Brokers;

internal static class InMemoryBrokers
{
    /// <summary>In place of RabbitMQ and Redis. One bus for all consumers: MassTransit's in-memory transport is not shared between two.</summary>
    public static void AddInMemoryBrokers(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<InMemoryUserEventLog>();
        services.AddSingleton<IUserEventPublisher>(provider => provider.GetRequiredService<InMemoryUserEventLog>());
        services.AddSingleton<IUserEventSource>(provider => provider.GetRequiredService<InMemoryUserEventLog>());

        // What is published before the consumers listen would be lost.
        services.Configure<MassTransitHostOptions>(host => host.WaitUntilStarted = true);
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddWorkerConsumers();
            bus.AddNotifierConsumers();
            bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
        });
        services.AddHostedService<UnfinishedJobs>();
    }
}
