namespace RealtimeMesh.Edge.Tests.Properties.Seam;

/// <summary>Everything asynchronous on one thread, in an order that a seed decides: what happened once happens again.</summary>
internal sealed class OneThread(int seed) : SynchronizationContext
{
    private readonly Random _random = new(seed);
    private readonly List<(SendOrPostCallback Callback, object? State)> _posted = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private volatile bool _hasStrayed;

    public override void Post(SendOrPostCallback d, object? state)
    {
        _hasStrayed |= Environment.CurrentManagedThreadId != _thread;
        lock (_posted)
        {
            _posted.Add((d, state));
        }
    }

    /// <summary>Goes on until everybody waits for something else.</summary>
    public void Settle()
    {
        while (Take() is { Callback: not null } next)
        {
            next.Callback(next.State);
        }

        Assert.False(_hasStrayed, "Something ran on another thread, so this run could not be repeated.");
    }

    private (SendOrPostCallback? Callback, object? State) Take()
    {
        lock (_posted)
        {
            if (_posted.Count == 0)
            {
                return default;
            }

            var index = _random.Next(_posted.Count);
            var taken = _posted[index];
            _posted.RemoveAt(index);
            return taken;
        }
    }
}
