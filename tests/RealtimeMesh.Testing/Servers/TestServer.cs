namespace RealtimeMesh.Testing.Servers;

/// <summary>
/// A real server for tests: the one that an environment variable names, else a program of this machine as a child process,
/// else a container. With none of them, starting throws.
/// </summary>
public abstract class TestServer : IAsyncDisposable
{
    private readonly IServerInstance _instance;

    private protected TestServer(IServerInstance instance) => _instance = instance;

    public string ConnectionString => _instance.ConnectionString;

    /// <summary>Ends the server in an orderly way; its data stays.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _instance.StopAsync(cancellationToken);

    /// <summary>Ends the server as a crash would.</summary>
    public Task KillAsync(CancellationToken cancellationToken = default) => _instance.KillAsync(cancellationToken);

    /// <summary>After a stop or a kill: starts the server again, at the same address and with the same data.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken = default) => _instance.StartAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _instance.DisposeAsync();
    }
}
