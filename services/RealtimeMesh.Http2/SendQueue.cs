using System.Buffers;
using System.Net.Sockets;
using System.Threading.Channels;

namespace RealtimeMesh.Http2;

/// <summary>Frames on their way to the peer, in the order in which they were added. Adding never waits. Thread-safe.</summary>
/// <param name="socket">Where they go.</param>
/// <param name="sent">Called each time that something has left.</param>
internal sealed class SendQueue(Socket socket, Action? sent = null)
{
    /// <summary>A peer that leaves more than this unread is not there any more.</summary>
    public const int MaxWaiting = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Channel<bool> _added = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private PooledBuffer _waiting = new();
    private PooledBuffer _leaving = new();

    /// <summary>Whether there is room to spare for the frames that may not be refused.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_lock)
            {
                return _waiting.WrittenCount < MaxWaiting / 2;
            }
        }
    }

    /// <returns>False when too much is waiting.</returns>
    public bool TryAdd<T>(T what, Action<IBufferWriter<byte>, T> write)
        where T : allows ref struct
    {
        lock (_lock)
        {
            if (_waiting.WrittenCount > MaxWaiting)
            {
                return false;
            }

            write(_waiting, what);
        }

        _added.Writer.TryWrite(true);
        return true;
    }

    /// <summary>What was added still leaves, then <see cref="RunAsync"/> returns.</summary>
    public void Complete() => _added.Writer.TryComplete();

    /// <exception cref="SocketException">The connection is gone.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await _added.Reader.WaitToReadAsync(cancellationToken))
        {
            _added.Reader.TryRead(out _);
            lock (_lock)
            {
                (_waiting, _leaving) = (_leaving, _waiting);
            }

            for (var rest = _leaving.WrittenMemory; !rest.IsEmpty;)
            {
                rest = rest[await socket.SendAsync(rest, cancellationToken)..];
            }

            _leaving.Clear();
            sent?.Invoke();
        }
    }
}
