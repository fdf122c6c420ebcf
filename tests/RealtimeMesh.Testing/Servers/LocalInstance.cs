using System.Text.RegularExpressions;
using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Testing.Servers;

/// <summary>A server program of this machine, with a data folder of its own.</summary>
internal sealed class LocalInstance(DirectoryInfo folder, string connectionString) : IServerInstance
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private ChildProcess? _process;

    public required ProcessCommand Command { get; init; }

    /// <summary>The line that the server writes when it takes connections.</summary>
    public required Regex Ready { get; init; }

    public Signal StopSignal { get; init; } = Signal.Terminate;

    public string ConnectionString => connectionString;

    public static DirectoryInfo CreateFolder(string server) => Directory.CreateTempSubdirectory($"realtime-mesh-{server}-");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_process is { HasExited: false })
        {
            throw new InvalidOperationException("The server is running: stop or kill it first.");
        }

        await DisposeProcessAsync();
        _process = ChildProcess.Start(Command);
        await _process.WaitForLineAsync(Ready, Patience, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Running.StopAsync(StopSignal, Patience, cancellationToken);

    public Task KillAsync(CancellationToken cancellationToken) => Running.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await DisposeProcessAsync();
        folder.Delete(recursive: true);
    }

    private ChildProcess Running => _process ?? throw new InvalidOperationException("The server was never started.");

    private ValueTask DisposeProcessAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
