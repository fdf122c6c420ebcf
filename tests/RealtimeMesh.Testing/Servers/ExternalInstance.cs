namespace RealtimeMesh.Testing.Servers;

/// <summary>A server that somebody else runs.</summary>
internal sealed class ExternalInstance(string variable, string connectionString) : IServerInstance
{
    public string ConnectionString => connectionString;

    public Task StartAsync(CancellationToken cancellationToken) => throw NotOurs();

    public Task StopAsync(CancellationToken cancellationToken) => throw NotOurs();

    public Task KillAsync(CancellationToken cancellationToken) => throw NotOurs();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private InvalidOperationException NotOurs() =>
        new($"This test stops and starts its server, and {variable} names one that it does not own: unset {variable}.");
}
