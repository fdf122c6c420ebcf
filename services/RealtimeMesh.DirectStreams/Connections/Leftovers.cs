using System.Net.Sockets;

namespace RealtimeMesh.DirectStreams.Connections;

/// <summary>What a client sends while it has a stream: nothing, unless it tries to have a second answer on the same connection.</summary>
internal static class Leftovers
{
    private const int Most = 64 * 1024;

    // Written by many and read by nobody.
    private static readonly byte[] _nowhere = new byte[4 * 1024];

    /// <summary>Completes when the client has closed its side, or sends too much.</summary>
    public static async Task DiscardAsync(Socket socket)
    {
        try
        {
            for (var discarded = 0; discarded <= Most;)
            {
                // Before waiting, which throws where the client cut the connection: dear when all are cut at once.
                var received = socket.Receive(_nowhere, SocketFlags.None, out var error);
                if (error is SocketError.WouldBlock)
                {
                    await socket.ReceiveAsync(Memory<byte>.Empty);
                }
                else if (received == 0)
                {
                    return;
                }

                discarded += received;
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // That is the end of it as well.
        }
    }
}
