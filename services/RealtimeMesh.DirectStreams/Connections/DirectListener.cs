using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace RealtimeMesh.DirectStreams.Connections;

/// <summary>Gives Kestrel the connections that come, and those that streams have done with.</summary>
internal sealed class DirectListener : IConnectionListener
{
    // Kestrel takes them as fast as they come; behind these the system's own backlog fills.
    private const int Most = 512;

    // Out of file descriptors: somebody has to close one first.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    private readonly Channel<Socket> _accepted = Channel.CreateBounded<Socket>(Most);
    private readonly CancellationTokenSource _unbound = new();
    private readonly Socket _listening;
    private readonly MemoryPool<byte> _memory;
    private readonly ConnectionLimit _limit;
    private readonly SocketTransportOptions _options;
    private readonly TimeProvider _time;
    private readonly Task _accepting;

    public DirectListener(Socket listening, MemoryPool<byte> memory, ConnectionLimit limit, SocketTransportOptions options, TimeProvider time)
    {
        (_listening, _memory, _limit, _options, _time) = (listening, memory, limit, options, time);
        EndPoint = listening.LocalEndPoint!;
        _accepting = AcceptAllAsync();
    }

    public EndPoint EndPoint { get; }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _accepted.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_accepted.Reader.TryRead(out var socket))
            {
                return new DirectConnection(socket, _memory, this, _options);
            }
        }

        // Whatever it failed with, Kestrel tells of it.
        await _accepting;
        return null;
    }

    /// <summary>A connection that is no stream any more, and counts already.</summary>
    /// <returns>False when no more are taken.</returns>
    public bool TryAccept(Socket socket) => _accepted.Writer.TryWrite(socket);

    public void Leave() => _limit.Leave();

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await _unbound.CancelAsync();
        _listening.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        _unbound.Dispose();
        // Connections that are left give their memory back all the same.
        _memory.Dispose();
    }

    private async Task AcceptAllAsync()
    {
        try
        {
            while (await AcceptOneAsync() is { } socket)
            {
                await OfferAsync(socket);
            }
        }
        finally
        {
            _accepted.Writer.Complete();
        }
    }

    private async Task OfferAsync(Socket socket)
    {
        try
        {
            await _accepted.Writer.WriteAsync(socket, _unbound.Token);
        }
        catch (OperationCanceledException)
        {
            // Unbound while Kestrel was behind.
            socket.Dispose();
        }
    }

    /// <returns>Null when the listener is unbound.</returns>
    private async Task<Socket?> AcceptOneAsync()
    {
        while (true)
        {
            try
            {
                var socket = await _listening.AcceptAsync(_unbound.Token);
                if (_limit.TryEnter())
                {
                    socket.NoDelay = _options.NoDelay;
                    return socket;
                }

                socket.Close(timeout: 0);
            }
            catch (Exception unbound) when (unbound is ObjectDisposedException or OperationCanceledException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return null;
            }
            catch (SocketException full) when (full.SocketErrorCode is SocketError.TooManyOpenSockets)
            {
                await Task.Delay(Breath, _time, _unbound.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (SocketException)
            {
                // The client was gone before it was its turn.
            }
        }
    }
}
