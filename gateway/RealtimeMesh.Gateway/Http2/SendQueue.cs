using System.Buffers;
using System.Net.Sockets;
using System.Threading.Channels;

namespace RealtimeMesh.Gateway.Http2;

/// <summary>Frames on their way to the server, in the order in which they were added. Adding never waits.</summary>
internal sealed class SendQueue(Socket socket)
{
    /// <summary>A server that leaves more than this unread is not there any more.</summary>
    public const int MaxWaiting = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Channel<bool> _added = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private ArrayBufferWriter<byte> _waiting = new();
    private ArrayBufferWriter<byte> _leaving = new();

    /// <summary>Whether a request fits, with room to spare for the frames that may not be refused.</summary>
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

            Empty();
        }
    }

    // A burst does not stay allocated.
    private void Empty()
    {
        const int Kept = 16 * 1024;
        if (_leaving.Capacity > Kept)
        {
            _leaving = new ArrayBufferWriter<byte>();
        }
        else
        {
            _leaving.ResetWrittenCount();
        }
    }
}
