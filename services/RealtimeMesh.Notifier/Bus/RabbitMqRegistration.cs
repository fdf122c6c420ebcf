using MassTransit;
using RealtimeMesh.BusDefaults;
using RealtimeMesh.ServiceDefaults;

namespace RealtimeMesh.Notifier.Bus;

internal static class RabbitMqRegistration
{
    public static void AddRabbitMq(this WebApplicationBuilder builder)
    {
        builder.AddRabbitMqBus("notifier", bus =>
        {
            bus.AddNotifierConsumers();
            bus.ConfigureHealthCheckOptions(check =>
            {
                check.Name = "masstransit";
                check.Tags.Clear();
                // Without a tag of another name it would count for readiness after all.
                check.Tags.Add("masstransit");
            });
        });
        builder.Services.AddHealthChecks()
            .AddCheck<RabbitMqHealthCheck>($"RabbitMQ at {RabbitMqAddress.From(builder.Configuration)}", tags: [HealthEndpoints.Ready]);

        // A page of stack trace per refused message and attempt; what ends in an error queue is logged there, in a line.
        builder.Logging.AddFilter("MassTransit.ReceiveTransport", LogLevel.None);
    }
}
