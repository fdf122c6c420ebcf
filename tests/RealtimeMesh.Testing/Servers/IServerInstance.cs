namespace RealtimeMesh.Testing.Servers;

/// <summary>Where a server runs: elsewhere, in a child process, in a container.</summary>
internal interface IServerInstance : IAsyncDisposable
{
    string ConnectionString { get; }

    Task StartAsync(CancellationToken cancellationToken);

    Task StopAsync(CancellationToken cancellationToken);

    Task KillAsync(CancellationToken cancellationToken);
}
