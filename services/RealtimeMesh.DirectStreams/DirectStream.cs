using System.Buffers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using RealtimeMesh.DirectStreams.Connections;

namespace RealtimeMesh.DirectStreams;

/// <summary>
/// The rest of a response, written straight to its socket: without Kestrel's pipes, threads and memory. What the socket does not take at once
/// waits, up to a bound, and leaves in as few sends as possible. Thread-safe; nothing waits.
/// </summary>
public sealed class DirectStream
{
    private readonly Lock _lock = new();
    private readonly DirectConnection _connection;
    private readonly IDirectStreamOwner _owner;
    private readonly int _maxWaiting;
    private WaitingBytes _waiting;
    private NonBlockingSocket? _socket;
    private bool _isSending;
    private bool _isEnding;
    private bool _isGone;

    private DirectStream(DirectConnection connection, IDirectStreamOwner owner, int maxWaiting)
    {
        _connection = connection;
        _owner = owner;
        _maxWaiting = maxWaiting;
    }

    /// <summary>Nothing waits.</summary>
    public bool IsDrained => !_isSending && _waiting.IsEmpty;

    // What would come now nobody is there to miss.
    private bool IsOver => _isGone || _isEnding;

    /// <summary>Whether the response can leave Kestrel: HTTP/1.1 on a connection of <see cref="DirectTransport"/>, not encrypted.</summary>
    public static bool IsPossible(HttpContext context) =>
        HttpProtocol.IsHttp11(context.Request.Protocol) && !HttpMethods.IsHead(context.Request.Method) && !context.Request.IsHttps && context.Features.Get<DirectConnection>() is not null;

    /// <summary>
    /// Takes a response over. Its headers and everything else must have been flushed, and the request's delegate must return soon after: then
    /// the stream begins, and what was sent until then follows. From now on all bytes are chunks, see <see cref="Chunk"/>.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="owner">Is told when the connection is gone.</param>
    /// <param name="maxWaiting">Bytes that may wait.</param>
    /// <returns>Null when it must go on as it is: see <see cref="IsPossible"/>; or the client has left.</returns>
    public static DirectStream? TryTake(HttpContext context, IDirectStreamOwner owner, int maxWaiting)
    {
        if (!IsPossible(context) || context.Features.Get<DirectConnection>() is not { } connection)
        {
            return null;
        }

        var stream = new DirectStream(connection, owner, maxWaiting);
        return connection.TryTake(stream) ? stream : null;
    }

    /// <summary>Sends these bytes, or lets them wait.</summary>
    /// <param name="bytes">Must not change any more.</param>
    /// <param name="flush">False when more follows at once, and <see cref="Flush"/> after it: then they leave together.</param>
    /// <returns>False when too much would wait: they were not taken.</returns>
    public bool Send(ReadOnlyMemory<byte> bytes, bool flush = true)
    {
        lock (_lock)
        {
            if (IsOver)
            {
                return true;
            }

            var sent = flush ? SendNow(bytes.Span) : 0;
            return sent == bytes.Length || TryWait(bytes, sent, flush);
        }
    }

    /// <summary>Sends these bytes; if they have to wait they are copied.</summary>
    /// <inheritdoc cref="Send(ReadOnlyMemory{byte}, bool)"/>
    public bool Send(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (IsOver)
            {
                return true;
            }

            var sent = SendNow(bytes);
            return sent == bytes.Length || TryWait(bytes.ToArray(), sent, flush: true);
        }
    }

    /// <summary>Sends what waits for it.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            SendWaiting();
        }
    }

    /// <summary>Sends what waits, then these bytes, then closes the connection. Nothing is taken after it.</summary>
    /// <param name="last">The last bytes before <see cref="Chunk.Last"/>.</param>
    /// <param name="discard">Whether what waits is left out; what has been sent in part is completed all the same.</param>
    public void End(ReadOnlyMemory<byte> last, bool discard = false)
    {
        lock (_lock)
        {
            if (IsOver)
            {
                return;
            }

            if (discard)
            {
                _waiting.KeepRest();
            }

            _waiting.Add(last);
            _waiting.Add(Chunk.Last);
            _isEnding = true;
            SendWaiting();
        }
    }

    /// <summary>Closes the connection as it is. The owner is told as always.</summary>
    public void Abort() => _connection.AbortStream();

    /// <summary>Everything that Kestrel had to send is sent.</summary>
    internal void Begin(Socket socket)
    {
        lock (_lock)
        {
            if (!_isGone)
            {
                _socket = new NonBlockingSocket(socket);
                SendWaiting();
            }
        }
    }

    /// <summary>Before the socket is closed: afterwards its descriptor may be another one's.</summary>
    internal void Detach()
    {
        lock (_lock)
        {
            _isGone = true;
            _socket = null;
            _waiting.Clear();
        }
    }

    internal void Gone() => _owner.Closed();

    // As much as the socket takes, if nothing is before it.
    private int SendNow(ReadOnlySpan<byte> bytes)
    {
        if (_socket is not { } socket || _isSending || !_waiting.IsEmpty)
        {
            return 0;
        }

        return SendNow(socket, bytes);
    }

    private int SendNow(NonBlockingSocket socket, ReadOnlySpan<byte> bytes)
    {
        var sent = socket.Send(bytes);
        if (sent > 0)
        {
            _owner.Sent(sent);
        }

        if (sent < 0)
        {
            // Whatever the reason: a hole must end the stream, and what waits is of no use any more.
            _connection.ShutDown();
            return bytes.Length;
        }

        return sent;
    }

    private bool TryWait(ReadOnlyMemory<byte> bytes, int sent, bool flush)
    {
        // The rest of what has begun has to follow, however much waits.
        if (sent == 0 && IsTooMuch(bytes.Length))
        {
            // It may only have been held back.
            SendWaiting();
            if (IsTooMuch(bytes.Length))
            {
                return false;
            }
        }

        _waiting.Add(bytes, sent);
        if (flush)
        {
            SendWaiting();
        }

        return true;
    }

    private bool IsTooMuch(int bytes) => _waiting.Count + WaitingBytes.Cost(bytes) > _maxWaiting;

    private void SendWaiting()
    {
        if (_socket is not { } socket || _isSending || _isGone)
        {
            return;
        }

        while (!_waiting.IsEmpty)
        {
            var batch = _waiting.Peek();
            var sent = SendNow(socket, batch);
            _waiting.Remove(sent);
            if (sent < batch.Length)
            {
                // Ends with the socket, which is this stream's.
                _isSending = true;
                _ = SendWaitingAsync(socket.Socket, _waiting.Count);
                return;
            }
        }

        if (_isEnding)
        {
            _connection.ShutDown();
        }
    }

    // While the socket is full. What comes meanwhile gathers behind it.
    private async Task SendWaitingAsync(Socket socket, int waiting)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Clamp(waiting, WaitingBytes.MaxBatch / 4, WaitingBytes.MaxBatch));
        try
        {
            while (TakeBatch(buffer) is { Length: > 0 } batch)
            {
                await socket.SendAsync(batch);
                lock (_lock)
                {
                    _waiting.Arrived();
                    if (!_isGone)
                    {
                        _owner.Sent(batch.Length);
                    }
                }
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            _connection.ShutDown();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private ReadOnlyMemory<byte> TakeBatch(byte[] buffer)
    {
        lock (_lock)
        {
            var batch = _waiting.Take(buffer);
            if (batch.IsEmpty)
            {
                _isSending = false;
                SendWaiting();
            }

            return batch;
        }
    }
}
