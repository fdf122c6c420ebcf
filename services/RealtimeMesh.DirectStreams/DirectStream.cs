using System.Net.Security;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using RealtimeMesh.DirectStreams.Connections;

namespace RealtimeMesh.DirectStreams;

/// <summary>
/// The rest of a response, written straight to its socket: without Kestrel's pipes, threads and memory. What the socket does not take at once
/// waits, up to a bound, and leaves in as few sends as possible. Thread-safe; nothing waits.
/// </summary>
public sealed partial class DirectStream : IDirectStream
{
    private readonly Lock _lock = new();
    private readonly DirectConnection _connection;
    private readonly IDirectStreamOwner _owner;
    private readonly int _maxWaiting;
    private WaitingBytes _waiting;
    private NonBlockingSocket? _socket;
    private SslStream? _tls;
    private bool _isSending;
    private bool _isEnding;
    private bool _isGone;
    private bool _isGivenBack;
    private bool _isLast;

    private DirectStream(DirectConnection connection, IDirectStreamOwner owner, int maxWaiting)
    {
        _connection = connection;
        _owner = owner;
        _maxWaiting = maxWaiting;
    }

    /// <inheritdoc/>
    public bool TakesChunks => true;

    /// <inheritdoc/>
    public bool IsDrained => !_isSending && _waiting.IsEmpty;

    // What would come now nobody is there to miss.
    private bool IsOver => _isGone || _isEnding;

    /// <summary>Whether the response can leave Kestrel: HTTP/1.1 on a connection of <see cref="DirectTransport"/>, plain or with TLS.</summary>
    public static bool IsPossible(HttpContext context) =>
        HttpProtocol.IsHttp11(context.Request.Protocol) && !HttpMethods.IsHead(context.Request.Method) && context.Features.Get<DirectConnection>() is { IsTakeable: true };

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

        var isLast = !LastRequest.IsOver(context) || LastRequest.IsSaidToBe(context.Request);
        var stream = new DirectStream(connection, owner, maxWaiting);
        if (!connection.TryTake(stream, ref isLast))
        {
            return null;
        }

        if (isLast)
        {
            stream.TryKeep();
        }

        return stream;
    }

    /// <inheritdoc/>
    public bool Send(ReadOnlyMemory<byte> bytes, bool flush = true) => Send(bytes.Span, ref bytes, flush);

    /// <summary>Sends these bytes; if they have to wait they are copied.</summary>
    /// <inheritdoc cref="Send(ReadOnlyMemory{byte}, bool)"/>
    public bool Send(ReadOnlySpan<byte> bytes)
    {
        ReadOnlyMemory<byte> copy = default;
        return Send(bytes, ref copy);
    }

    /// <inheritdoc/>
    public bool Send(ReadOnlySpan<byte> bytes, ref ReadOnlyMemory<byte> copy, bool flush = true)
    {
        SendBatch.MakeRoom();
        lock (_lock)
        {
            if (IsOver)
            {
                return true;
            }

            var sent = flush ? SendNow(bytes, copy) : 0;
            return sent == bytes.Length || TryWait(bytes, ref copy, sent, flush);
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        lock (_lock)
        {
            SendWaiting();
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A client that had room for all of it, and has sent nothing meanwhile, keeps its connection for another request; otherwise it is closed.
    /// </remarks>
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
            // A client that has read the end may ask again before it is known here that it has been sent.
            _isLast |= _isSending;
            SendWaiting();
        }
    }

    /// <inheritdoc/>
    public void Abort()
    {
        if (TryKeep())
        {
            Detach();
            _connection.Close();
        }
    }

    /// <summary>Everything that Kestrel had to send is sent.</summary>
    /// <param name="socket">The connection's.</param>
    /// <param name="tls">What encrypts, for this socket: all that it is given leaves by it.</param>
    internal void Begin(Socket socket, SslStream? tls = null)
    {
        lock (_lock)
        {
            if (!_isGone)
            {
                _tls = tls;
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
            _tls = null;
            _waiting.Clear();
        }
    }

    internal void Gone() => _owner.Closed();

    /// <summary>The connection ends with the stream.</summary>
    /// <returns>False when it has been given back.</returns>
    internal bool TryKeep()
    {
        lock (_lock)
        {
            _isLast = true;
            return !_isGivenBack;
        }
    }
}
