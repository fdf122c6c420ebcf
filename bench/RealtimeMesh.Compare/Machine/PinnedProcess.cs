using System.Globalization;
using System.Text.RegularExpressions;
using RealtimeMesh.LoadGen.Report;
using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Compare.Machine;

/// <summary>A program that is held on one core, and known to be the one that answers at its port.</summary>
internal sealed partial class PinnedProcess : IAsyncDisposable
{
    /// <summary>For a program that listens on none.</summary>
    public const int NoPort = 0;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ChildProcess _process;

    private PinnedProcess(string name, ChildProcess process, int port)
    {
        Name = name;
        _process = process;
        Port = port;
    }

    public string Name { get; }

    public int Port { get; }

    public int Id => _process.Id;

    /// <summary>What it wrote: the newest lines.</summary>
    public string Output => _process.Output.ToString();

    /// <summary>Its own id and those of everything that it started.</summary>
    public IReadOnlyList<int> Ids() => ProcessSession.Of(_process.Id);

    /// <summary>Memory now, of all its processes, in KiB.</summary>
    public long ResidentKiB() => Ids().Sum(id => ProcessSample.Take(Name, id).ResidentKiB);

    /// <summary>CPU time so far, of all its processes.</summary>
    public double CpuSeconds() => Ids().Select(id => ProcessSample.Take(Name, id)).Sum(sample => sample.UserSeconds + sample.SystemSeconds);

    /// <exception cref="InvalidOperationException">It did not get ready, or another process answers at its port.</exception>
    public static async Task<PinnedProcess> StartAsync(string name, ProcessCommand command, int port, int core, CancellationToken cancellationToken)
    {
        var pinned = new ProcessCommand("taskset", ["-c", core.ToString(CultureInfo.InvariantCulture), command.Program, .. command.Arguments])
        {
            Environment = command.Environment,
        };
        var process = new PinnedProcess(name, ChildProcess.Start(pinned), port);
        try
        {
            await process._process.WaitForLineAsync(Ready(), Patience, cancellationToken);
            return port == NoPort || ListeningPort.BelongsTo(port, process.Ids())
                ? process
                : throw new InvalidOperationException($"{name} says that it is ready, but another process listens on port {port}:\n{process.Output}");
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGTERM, and the end.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _process.StopAsync(Signal.Terminate, Patience, cancellationToken);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // Ours write a line of JSON, peers the bare word.
    [GeneratedRegex("^ready$|\"Message\":\"Ready\\.\"", RegexOptions.IgnoreCase)]
    private static partial Regex Ready();
}
