namespace RealtimeMesh.DirectStreams;

/// <summary>What a socket has not taken yet, in order. Not thread-safe.</summary>
internal struct WaitingBytes
{
    /// <summary>Most bytes that leave in one send.</summary>
    public const int MaxBatch = 64 * 1024;

    // What an entry costs besides its bytes; also makes a bound in bytes a bound in entries.
    private const int Slot = 64;

    [ThreadStatic]
    private static byte[]? _batch;

    private Queue<ReadOnlyMemory<byte>>? _entries;
    private int _sentOfFirst;
    private int _inFlight;

    public readonly bool IsEmpty => _entries is not { Count: > 0 };

    /// <summary>Bytes that wait, with what was taken and is on its way.</summary>
    public int Count { get; private set; }

    /// <summary>What so many bytes more would cost.</summary>
    public static int Cost(int bytes) => bytes + Slot;

    /// <param name="bytes">Go behind what waits.</param>
    /// <param name="sent">How many of them have been sent already: only if nothing else waits.</param>
    public void Add(ReadOnlyMemory<byte> bytes, int sent = 0)
    {
        (_entries ??= new()).Enqueue(bytes);
        Count += Cost(bytes.Length);
        _sentOfFirst = Math.Max(_sentOfFirst, sent);
    }

    /// <summary>What to send next, which stays until it is removed. Valid until this thread asks again.</summary>
    public readonly ReadOnlySpan<byte> Peek()
    {
        var first = _entries!.Peek()[_sentOfFirst..];
        if (_entries.Count == 1 || first.Length >= MaxBatch)
        {
            return first.Span;
        }

        _batch ??= new byte[MaxBatch];
        return _batch.AsSpan(0, Gather(_batch));
    }

    public void Remove(int sent)
    {
        sent += _sentOfFirst;
        while (!IsEmpty && _entries!.Peek().Length <= sent)
        {
            sent -= _entries.Peek().Length;
            Count -= Cost(_entries.Dequeue().Length);
        }

        _sentOfFirst = sent;
    }

    /// <summary>Takes out what to send next, in <paramref name="buffer"/> or as it is. It counts until <see cref="Arrived"/>.</summary>
    public ReadOnlyMemory<byte> Take(byte[] buffer)
    {
        if (IsEmpty)
        {
            return default;
        }

        var before = Count;
        var first = _entries!.Peek()[_sentOfFirst..];
        var batch = first.Length >= buffer.Length ? first : buffer.AsMemory(0, Gather(buffer));
        Remove(batch.Length);
        _inFlight = before - Count;
        Count = before;
        return batch;
    }

    /// <summary>What was taken is sent.</summary>
    public void Arrived()
    {
        Count -= _inFlight;
        _inFlight = 0;
    }

    /// <summary>Forgets all but the rest of what has been sent in part.</summary>
    public void KeepRest()
    {
        var rest = _sentOfFirst > 0 ? _entries!.Peek() : default;
        var sent = _sentOfFirst;
        Clear();
        if (sent > 0)
        {
            Add(rest, sent);
        }
    }

    public void Clear()
    {
        _entries?.Clear();
        _sentOfFirst = 0;
        Count = _inFlight;
    }

    // Whole entries, as many as fit.
    private readonly int Gather(Span<byte> batch)
    {
        var (bytes, skip) = (0, _sentOfFirst);
        foreach (var entry in _entries!)
        {
            var rest = entry.Span[skip..];
            if (bytes + rest.Length > batch.Length)
            {
                break;
            }

            rest.CopyTo(batch[bytes..]);
            bytes += rest.Length;
            skip = 0;
        }

        return bytes;
    }
}
