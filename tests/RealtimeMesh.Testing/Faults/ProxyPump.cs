using System.Buffers;
using System.Net.Sockets;

namespace RealtimeMesh.Testing.Faults;

/// <summary>One direction of a connection.</summary>
internal sealed class ProxyPump(Socket source, Socket target, ProxyTraffic traffic, PubSubFilter? filter)
{
    private readonly byte[] _chunk = new byte[16 * 1024];
    private readonly ArrayBufferWriter<byte> _filtered = new();

    /// <summary>Runs until the source says that it has sent everything, and then says so to the target.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await source.ReceiveAsync(_chunk, cancellationToken) is var length && length > 0)
        {
            await traffic.WaitAsync(cancellationToken);
            await SendAsync(Filter(_chunk.AsMemory(0, length)), cancellationToken);
        }

        await traffic.WaitAsync(cancellationToken);
        target.Shutdown(SocketShutdown.Send);
    }

    private ReadOnlyMemory<byte> Filter(ReadOnlyMemory<byte> chunk)
    {
        if (filter is null)
        {
            return chunk;
        }

        _filtered.ResetWrittenCount();
        filter.Filter(chunk.Span, _filtered);
        return _filtered.WrittenMemory;
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            var piece = await traffic.NextPieceAsync(bytes, cancellationToken);
            bytes = bytes[await target.SendAsync(piece, cancellationToken)..];
        }
    }
}
