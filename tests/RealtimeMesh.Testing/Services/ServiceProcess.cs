using System.Text.RegularExpressions;
using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Testing.Services;

/// <summary>One of our services as a process of its own, the way it is deployed.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ChildProcess _process;

    private ServiceProcess(string project, ChildProcess process, Uri baseAddress)
    {
        Project = project;
        _process = process;
        BaseAddress = baseAddress;
    }

    public string Project { get; }

    public Uri BaseAddress { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it wrote to standard output and error: the newest lines.</summary>
    public string Output => _process.Output.ToString();

    /// <summary>Starts a project's built executable, listening on <paramref name="port"/> or a free port; does not wait until it is ready.</summary>
    /// <param name="project">The project's name, as in <c>RealtimeMesh.Edge</c>, or the full path of an executable.</param>
    /// <param name="environment">Settings, as in <c>ConnectionStrings__redis</c>; null takes a variable away.</param>
    /// <param name="arguments">Command line arguments.</param>
    /// <param name="port">Where it listens. Give the earlier one to start a service again at its address.</param>
    /// <param name="clockOffset">How far its wall clock is off; its timers run right.</param>
    /// <param name="maxOpenFiles">How many it may have, sockets included.</param>
    public static ServiceProcess Start(
        string project,
        IReadOnlyDictionary<string, string?>? environment = null,
        IEnumerable<string>? arguments = null,
        int? port = null,
        TimeSpan? clockOffset = null,
        int? maxOpenFiles = null)
    {
        var address = new Uri($"http://127.0.0.1:{port ?? FreePort.Next()}");
        var variables = new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority) };
        foreach (var (name, value) in environment ?? variables)
        {
            variables[name] = value;
        }

        foreach (var (name, value) in clockOffset is { } offset ? WrongClock.Variables(offset) : [])
        {
            variables[name] = value;
        }

        string[] line = [.. maxOpenFiles is { } files ? (string[])["prlimit", $"--nofile={files}:{files}"] : [], ServiceExecutable.Of(project), .. arguments ?? []];
        var command = new ProcessCommand(line[0], line[1..]) { Environment = variables };
        return new ServiceProcess(project, ChildProcess.Start(command), address);
    }

    /// <summary>Waits for a line of output; lines that are there already count.</summary>
    public Task<string> WaitForLineAsync(Regex pattern, CancellationToken cancellationToken) =>
        _process.WaitForLineAsync(pattern, Patience, cancellationToken);

    /// <summary>Waits until <c>/health/ready</c> says so.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not get ready in time; the message has its output.</exception>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = BaseAddress, Timeout = TimeSpan.FromSeconds(5) };
        await Wait.UntilAsync(
            async () => HasExited || await IsReadyAsync(http, cancellationToken),
            Patience,
            () => $"{Project} is not ready:\n{Output}",
            cancellationToken);

        if (HasExited)
        {
            throw new InvalidOperationException($"{Project} ended instead of getting ready:\n{Output}");
        }
    }

    /// <summary>Waits until the process ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>SIGTERM, as a deploy sends it; waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> TerminateAsync(CancellationToken cancellationToken) =>
        _process.StopAsync(Signal.Terminate, Patience, cancellationToken);

    /// <summary>SIGKILL: no code of the service runs any more.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>SIGSTOP: the process hangs, its connections stay open.</summary>
    public void Suspend() => _process.Signal(Signal.Stop);

    public void Resume() => _process.Signal(Signal.Continue);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync("/health/ready", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Not listening yet.
            return false;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // No answer within the client's timeout.
            return false;
        }
    }
}
