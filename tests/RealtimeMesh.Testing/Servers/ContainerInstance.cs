using Docker.DotNet.Models;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;

namespace RealtimeMesh.Testing.Servers;

/// <summary>A server in a container. Its port is chosen beforehand, because an engine's own choice changes with every start.</summary>
internal sealed class ContainerInstance(IContainer container, Func<string> connectionString) : IServerInstance
{
    public string ConnectionString => connectionString();

    public Task StartAsync(CancellationToken cancellationToken) => container.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => container.StopAsync(cancellationToken);

    public async Task KillAsync(CancellationToken cancellationToken)
    {
        using var engine = TestcontainersSettings.OS.DockerEndpointAuthConfig.GetDockerClientBuilder().Build();
        await engine.Containers.KillContainerAsync(container.Id, new ContainerKillParameters { Signal = "KILL" }, cancellationToken);
    }

    public ValueTask DisposeAsync() => container.DisposeAsync();
}
