namespace RealtimeMesh.Testing.Faults;

/// <summary>What bytes meet on their way through a proxy; may change at any time.</summary>
internal sealed class ProxyTraffic
{
    // A throttled chunk goes out in this many pieces a second: a burst once a second would be another fault.
    private const int PiecesPerSecond = 20;

    private readonly Lock _lock = new();
    private TaskCompletionSource? _halfOpen;
    private long _delayTicks;
    private int _bytesPerSecond;
    private volatile bool _dropPubSubMessages;
    private long _droppedMessages;

    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _delayTicks));
        set => Interlocked.Exchange(ref _delayTicks, value.Ticks);
    }

    public int? BytesPerSecond
    {
        get => Volatile.Read(ref _bytesPerSecond) is var limit && limit == 0 ? null : limit;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1);
            Volatile.Write(ref _bytesPerSecond, value ?? 0);
        }
    }

    public bool HalfOpen
    {
        get
        {
            lock (_lock)
            {
                return _halfOpen is not null;
            }
        }
        set
        {
            lock (_lock)
            {
                if (!value)
                {
                    _halfOpen?.SetResult();
                    _halfOpen = null;
                }
                else
                {
                    _halfOpen ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }
        }
    }

    public bool DropPubSubMessages
    {
        get => _dropPubSubMessages;
        set => _dropPubSubMessages = value;
    }

    public long DroppedMessages => Interlocked.Read(ref _droppedMessages);

    public void CountDroppedMessage() => Interlocked.Increment(ref _droppedMessages);

    /// <summary>Waits before a chunk as long as <see cref="Delay"/> and <see cref="HalfOpen"/> say.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (Delay is var delay && delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, cancellationToken);
        }

        await WhileHalfOpenAsync(cancellationToken);
    }

    /// <summary>Takes the bytes that may pass now off <paramref name="chunk"/>, after waiting for their turn.</summary>
    public async Task<ReadOnlyMemory<byte>> NextPieceAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        var piece = chunk;
        if (BytesPerSecond is { } limit)
        {
            piece = chunk[..Math.Min(chunk.Length, Math.Max(1, limit / PiecesPerSecond))];
            await Task.Delay(TimeSpan.FromSeconds((double)piece.Length / limit), cancellationToken);
        }

        await WhileHalfOpenAsync(cancellationToken);
        return piece;
    }

    private async Task WhileHalfOpenAsync(CancellationToken cancellationToken)
    {
        while (HalfOpenEnd() is { } end)
        {
            await end.WaitAsync(cancellationToken);
        }
    }

    private Task? HalfOpenEnd()
    {
        lock (_lock)
        {
            return _halfOpen?.Task;
        }
    }
}
