using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace RealtimeMesh.DirectStreams.Connections;

internal sealed class DirectListener(Socket listening, MemoryPool<byte> memory, ConnectionLimit limit, SocketTransportOptions options, TimeProvider time) : IConnectionListener
{
    // Out of file descriptors: somebody has to close one first.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    public EndPoint EndPoint { get; } = listening.LocalEndPoint!;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var socket = await listening.AcceptAsync(cancellationToken);
                if (limit.TryEnter())
                {
                    socket.NoDelay = options.NoDelay;
                    return new DirectConnection(socket, memory, limit, options);
                }

                socket.Close(timeout: 0);
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException unbound) when (unbound.SocketErrorCode is SocketError.OperationAborted)
            {
                return null;
            }
            catch (SocketException full) when (full.SocketErrorCode is SocketError.TooManyOpenSockets)
            {
                await Task.Delay(Breath, time, cancellationToken);
            }
            catch (SocketException)
            {
                // The client was gone before it was its turn.
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        listening.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        // Connections that are left give their memory back all the same.
        memory.Dispose();
        return UnbindAsync();
    }
}
