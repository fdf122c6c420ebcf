using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RealtimeMesh.BusDefaults.Consumers;
using RealtimeMesh.ServiceDefaults;

namespace RealtimeMesh.BusDefaults;

public static class RabbitMqBus
{
    /// <summary>
    /// A bus on the RabbitMQ that <c>ConnectionStrings:rabbitmq</c> names. It connects when the broker is there; until then the process runs, is not ready, and says so.
    /// A process that consumes is not ready either while the broker is away again.
    /// </summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="serviceName">The name of its connection, as an operator sees it.</param>
    /// <param name="addConsumers">Registers what the service consumes; null where it only publishes.</param>
    public static WebApplicationBuilder AddRabbitMqBus(
        this WebApplicationBuilder builder,
        string serviceName,
        Action<IBusRegistrationConfigurator>? addConsumers = null)
    {
        var address = RabbitMqAddress.From(builder.Configuration);
        var checkName = $"RabbitMQ at {address}";

        builder.Services.Configure<MassTransitHostOptions>(host =>
        {
            // What is still in work after this goes back to its queue, and the next process takes it.
            host.ConsumerStopTimeout = TimeSpan.FromSeconds(5);
            host.StopTimeout = TimeSpan.FromSeconds(20);
        });
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.ConfigureHealthCheckOptions(check =>
            {
                // Degraded, and so still ready, once it has lost a broker that it had: right for who only publishes and can keep what it can't send.
                check.Name = addConsumers is null ? checkName : "masstransit";
                check.Tags.Clear();
                check.Tags.Add(addConsumers is null ? HealthEndpoints.Ready : "masstransit");
            });
            addConsumers?.Invoke(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                LogContext.ConfigureCurrentLogContext(context.GetRequiredService<ILoggerFactory>());
                address.Configure(rabbit, $"realtime-mesh-{serviceName}");
                rabbit.ConfigureEndpoints(context);
            });
        });

        if (addConsumers is not null)
        {
            builder.Services.AddSingleton(address);
            builder.Services.AddSingleton<ConsumerStates>();
            builder.Services.AddReceiveEndpointObserver<ConsumerStates>();
            builder.Services.AddHostedService<ConsumerWatch>();
            builder.Services.AddHealthChecks().AddCheck<ConsumerHealthCheck>(checkName, tags: [HealthEndpoints.Ready]);
        }

        return builder;
    }
}
