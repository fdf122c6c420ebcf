namespace RealtimeMesh.LoadGen.Report;

/// <summary>One line on standard error that tells what goes on; on a terminal it is written over, elsewhere once a step.</summary>
internal sealed class Progress : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly TimeProvider _time;
    private readonly Task _lines;
    private volatile Func<string>? _line;

    public Progress(TimeProvider time)
    {
        _time = time;
        _lines = Console.IsErrorRedirected ? Task.CompletedTask : WriteAsync();
    }

    /// <summary>The next step begins.</summary>
    /// <param name="step">Its name.</param>
    /// <param name="state">How far it is, asked four times a second.</param>
    public void Say(string step, Func<string> state)
    {
        if (Console.IsErrorRedirected)
        {
            Console.Error.WriteLine(step);
        }

        var started = _time.GetTimestamp();
        _line = () => $"{step}: {state()}, {_time.GetElapsedTime(started).TotalSeconds:F0} s";
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _lines;
        _over.Dispose();
    }

    private async Task WriteAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250), _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                Console.Error.Write($"\r\e[K{_line?.Invoke()}");
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            Console.Error.Write("\r\e[K");
        }
    }
}
