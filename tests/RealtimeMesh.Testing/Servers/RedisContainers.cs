using RealtimeMesh.Testing.Processes;
using Testcontainers.Redis;

namespace RealtimeMesh.Testing.Servers;

internal static class RedisContainers
{
    public static ContainerInstance Create(string[] persistence)
    {
        var port = FreePort.Next();
        var container = new RedisBuilder("redis:7.4")
            .WithPortBinding(port, RedisBuilder.RedisPort)
            .WithCommand(["redis-server", .. persistence])
            .Build();

        return new ContainerInstance(container, container.GetConnectionString);
    }
}
