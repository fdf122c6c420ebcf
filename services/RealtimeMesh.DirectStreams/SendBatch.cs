using System.Net.Security;

namespace RealtimeMesh.DirectStreams;

/// <summary>
/// The same for many streams: those behind TLS encrypt it one after the other, and then send one after the other, which was measured to cost less:
/// probably each finds its code in the processor's caches, and a client that still reads need not be woken. What is sent on this thread meanwhile takes part.
/// </summary>
public sealed class SendBatch : IDisposable
{
    internal const int MostStreams = 32;

    // A frame may be larger, but such memory is not kept.
    private const int MostBytes = 64 * 1024;

    [ThreadStatic]
    private static SendBatch? _ofThread;

    private readonly List<(DirectStream Stream, int Bytes, int End)> _streams = new(MostStreams);
    private byte[] _encrypted = new byte[MostBytes / 4];
    private int _count;
    private bool _isOpen;
    private bool _isEncrypting;

    private SendBatch()
    {
    }

    /// <summary>This thread's; also for a stream that encrypts by itself.</summary>
    internal static SendBatch OfThread => _ofThread ??= new();

    private bool IsFull => _streams.Count >= MostStreams || _count >= MostBytes;

    /// <summary>Until it is disposed of, on this thread.</summary>
    public static SendBatch Begin()
    {
        var batch = OfThread;
        batch._isOpen = true;
        return batch;
    }

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _isOpen = false;
        SendAll();
    }

    /// <summary>Before a stream takes its lock: the others' are taken here.</summary>
    internal static void MakeRoom()
    {
        if (_ofThread is { IsFull: true } batch)
        {
            batch.SendAll();
        }
    }

    /// <summary>For what TLS writes: keeps it if it is this thread that encrypts.</summary>
    internal static bool TryKeep(ReadOnlySpan<byte> encrypted)
    {
        if (_ofThread is not { _isEncrypting: true } batch)
        {
            return false;
        }

        batch.Keep(encrypted);
        return true;
    }

    /// <summary>Encrypts behind what is there; <see cref="TryAdd"/> or <see cref="Take"/> comes next.</summary>
    /// <returns>False when it cannot any more, and the connection is of no use.</returns>
    internal bool TryEncrypt(SslStream tls, ReadOnlyMemory<byte> bytes)
    {
        var start = _count;
        _isEncrypting = true;
        try
        {
            // Nothing in it waits, since all that it writes is kept.
            var writing = tls.WriteAsync(bytes);
            if (writing.IsCompletedSuccessfully)
            {
                writing.GetAwaiter().GetResult();
                return true;
            }

            _count = start;
            return false;
        }
        finally
        {
            _isEncrypting = false;
        }
    }

    /// <summary>Lets what was just encrypted wait for the others, if there may be any.</summary>
    internal bool TryAdd(DirectStream stream, int bytes)
    {
        if (_isOpen)
        {
            _streams.Add((stream, bytes, _count));
        }

        return _isOpen;
    }

    /// <summary>What was just encrypted, to be sent at once. Valid until this thread encrypts again.</summary>
    internal ReadOnlySpan<byte> Take()
    {
        var start = _streams.Count > 0 ? _streams[^1].End : 0;
        var taken = _encrypted.AsSpan(start, _count - start);
        Forget(start);
        return taken;
    }

    private void Keep(ReadOnlySpan<byte> encrypted)
    {
        if (encrypted.Length > _encrypted.Length - _count)
        {
            Array.Resize(ref _encrypted, Math.Max(2 * _encrypted.Length, _count + encrypted.Length));
        }

        encrypted.CopyTo(_encrypted.AsSpan(_count));
        _count += encrypted.Length;
    }

    // A stream may find more that waits, and encrypts it behind all of these.
    private void SendAll()
    {
        var start = 0;
        foreach (var (stream, bytes, end) in _streams)
        {
            stream.SendEncrypted(_encrypted.AsSpan(start, end - start), bytes);
            start = end;
        }

        _streams.Clear();
        Forget(0);
    }

    private void Forget(int start)
    {
        _count = start;
        if (start == 0 && _encrypted.Length > 2 * MostBytes)
        {
            _encrypted = new byte[MostBytes / 4];
        }
    }
}
