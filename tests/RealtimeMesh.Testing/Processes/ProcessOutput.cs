using System.Text.RegularExpressions;

namespace RealtimeMesh.Testing.Processes;

/// <summary>What a process wrote, the newest lines only, and a way to wait for a line.</summary>
internal sealed class ProcessOutput
{
    private const int MaxLines = 4_000;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private readonly List<Waiter> _waiters = [];
    private bool _ended;

    public override string ToString()
    {
        lock (_lock)
        {
            return string.Join('\n', _lines);
        }
    }

    public void Add(string line)
    {
        lock (_lock)
        {
            if (_lines.Count == MaxLines)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
            foreach (var waiter in _waiters.Where(waiter => waiter.Pattern.IsMatch(line)))
            {
                waiter.Line.TrySetResult(line);
            }
        }
    }

    /// <summary>The process is gone: whoever waits for a line waits in vain.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            _waiters.ForEach(waiter => waiter.Line.TrySetResult(null));
        }
    }

    /// <returns>The first line that matches, from the start of the process; null when it ended without one.</returns>
    public Task<string?> LineAsync(Regex pattern)
    {
        lock (_lock)
        {
            if (_lines.FirstOrDefault(pattern.IsMatch) is { } seen)
            {
                return Task.FromResult<string?>(seen);
            }

            if (_ended)
            {
                return Task.FromResult<string?>(null);
            }

            var waiter = new Waiter(pattern);
            _waiters.Add(waiter);
            return waiter.Line.Task;
        }
    }

    private sealed record Waiter(Regex Pattern)
    {
        public TaskCompletionSource<string?> Line { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
