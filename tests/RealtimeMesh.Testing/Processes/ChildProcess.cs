using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RealtimeMesh.Testing.Processes;

/// <summary>A program in a process group of its own, which the kernel ends with this process even when that is killed.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    // The pipe to a child's standard input closes when its writer dies, however it dies. A watcher waits for that and kills the
    // group. (A parent-death signal would not do: it fires when the thread that forked ends, and pool threads come and go.)
    // `exec` keeps the shell's process id, so signals and the exit code are the program's own.
    private const string Guard = """
        exec 3<&0 </dev/null
        (read -r _ <&3; kill -KILL -$$) >/dev/null 2>&1 &
        exec 3<&-
        exec "$@"
        """;

    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _outputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _name;
    private readonly Process _process;
    private readonly Task<int> _end;
    private int _openOutputs = 2;

    private ChildProcess(ProcessCommand command)
    {
        _name = Path.GetFileName(command.Program);
        _process = new Process { StartInfo = StartInfo(command), EnableRaisingEvents = true };
        _process.Exited += (_, _) => _exited.SetResult();
        _process.OutputDataReceived += (_, line) => OnLine(line.Data);
        _process.ErrorDataReceived += (_, line) => OnLine(line.Data);

        _process.Start();
        Id = _process.Id;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _end = EndAsync();
    }

    public int Id { get; }

    public ProcessOutput Output { get; } = new();

    public bool HasExited => _end.IsCompleted;

    public static ChildProcess Start(ProcessCommand command)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("Tests start programs as child processes on Linux only (WSL will do).");
        }

        return new ChildProcess(command);
    }

    /// <summary>Runs a command to its end.</summary>
    /// <returns>Its output.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has its output.</exception>
    public static async Task<string> RunAsync(ProcessCommand command, CancellationToken cancellationToken)
    {
        await using var process = Start(command);
        return await process.WaitForExitAsync(cancellationToken) == 0
            ? process.Output.ToString()
            : throw new InvalidOperationException($"{command.Program} {string.Join(' ', command.Arguments)} failed:\n{process.Output}");
    }

    /// <exception cref="InvalidOperationException">The process ended, or wrote no such line in time; the message has its output.</exception>
    public async Task<string> WaitForLineAsync(Regex pattern, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await Output.LineAsync(pattern).WaitAsync(timeout, cancellationToken)
                ?? throw new InvalidOperationException($"{_name} ended without a line like '{pattern}':\n{Output}");
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"{_name} wrote no line like '{pattern}' within {timeout}:\n{Output}");
        }
    }

    /// <returns>The exit code.</returns>
    public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => _end.WaitAsync(cancellationToken);

    public void Signal(Signal signal) => ProcessGroup.SignalLeader(Id, signal);

    /// <summary>Asks the program to end, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(Signal signal, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Signal(signal);
        try
        {
            return await _end.WaitAsync(timeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"{_name} did not end within {timeout} after {signal}:\n{Output}");
        }
    }

    /// <summary>Kills the program and everything that it started.</summary>
    public async Task KillAsync()
    {
        // Just started, it may not have its group yet.
        if (!HasExited && !ProcessGroup.SignalGroup(Id, Processes.Signal.Kill))
        {
            ProcessGroup.SignalLeader(Id, Processes.Signal.Kill);
        }

        await _end;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(ProcessCommand command)
    {
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Guard, "sh", command.Program, .. command.Arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private void OnLine(string? line)
    {
        if (line is not null)
        {
            Output.Add(line);
        }
        else if (Interlocked.Decrement(ref _openOutputs) == 0)
        {
            _outputEnded.SetResult();
        }
    }

    private async Task<int> EndAsync()
    {
        await _exited.Task;
        ProcessGroup.SignalGroup(Id, Processes.Signal.Kill);
        // Whoever reads the output after the end shall find all of it; but not for ever, as a grandchild may hold the pipe.
        await Task.WhenAny(_outputEnded.Task, Task.Delay(OutputPatience));
        Output.End();
        return _process.ExitCode;
    }
}
