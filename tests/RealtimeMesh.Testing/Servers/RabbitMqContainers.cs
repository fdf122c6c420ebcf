using RealtimeMesh.Testing.Processes;
using Testcontainers.RabbitMq;

namespace RealtimeMesh.Testing.Servers;

internal static class RabbitMqContainers
{
    public static ContainerInstance Create()
    {
        var port = FreePort.Next();
        var container = new RabbitMqBuilder("rabbitmq:3.13")
            .WithPortBinding(port, RabbitMqBuilder.RabbitMqPort)
            // The data folder is named after the host: a fixed name finds it again.
            .WithHostname("rabbitmq")
            // The log of the start before would satisfy the default strategy when the container starts again.
            .WithWaitStrategy(DotNet.Testcontainers.Builders.Wait.ForUnixContainer().UntilCommandIsCompleted("rabbitmq-diagnostics", "-q", "check_port_connectivity"))
            .Build();

        return new ContainerInstance(container, container.GetConnectionString);
    }
}
