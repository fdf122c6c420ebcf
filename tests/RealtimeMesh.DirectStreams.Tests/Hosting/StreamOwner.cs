namespace RealtimeMesh.DirectStreams.Tests.Hosting;

/// <summary>Counts what it is told, and what it should not have been told.</summary>
internal sealed class StreamOwner : IDirectStreamOwner
{
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _closedCount;
    private int _calls;
    private int _faults;
    private long _sent;

    public int ClosedCount => Volatile.Read(ref _closedCount);

    /// <summary>Calls after the last one, or at the same time as another.</summary>
    public int Faults => Volatile.Read(ref _faults);

    public long BytesSent => Interlocked.Read(ref _sent);

    public Task WhenClosed => _closed.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    public void Sent(int bytes) => Call(() => Interlocked.Add(ref _sent, bytes));

    public void Closed()
    {
        Call(() => Interlocked.Increment(ref _closedCount));
        _closed.TrySetResult();
    }

    private void Call(Action action)
    {
        if (Interlocked.Increment(ref _calls) != 1 || ClosedCount > 0)
        {
            Interlocked.Increment(ref _faults);
        }

        action();
        Interlocked.Decrement(ref _calls);
    }
}
