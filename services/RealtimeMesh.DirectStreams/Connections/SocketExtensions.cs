using System.Net.Sockets;

namespace RealtimeMesh.DirectStreams.Connections;

/// <summary>For sockets that do not block.</summary>
internal static class SocketExtensions
{
    /// <returns>Null when there is nothing to receive; 0 at the end.</returns>
    public static int? ReceiveNow(this Socket socket, Span<byte> buffer)
    {
        var received = socket.Receive(buffer, SocketFlags.None, out var error);
        return error switch
        {
            SocketError.Success => received,
            SocketError.WouldBlock => null,
            _ => throw new SocketException((int)error),
        };
    }

    // Mostly there is room; an asynchronous send leaves an object of 300 bytes with the socket.
    /// <summary>Sends all of it, at once as far as it can.</summary>
    public static async ValueTask SendAllAsync(this Socket socket, ReadOnlyMemory<byte> bytes)
    {
        var sent = socket.Send(bytes.Span, SocketFlags.None, out var error);
        if (error is not SocketError.Success and not SocketError.WouldBlock)
        {
            throw new SocketException((int)error);
        }

        if (sent < bytes.Length)
        {
            await socket.SendAsync(bytes[sent..]);
        }
    }
}
