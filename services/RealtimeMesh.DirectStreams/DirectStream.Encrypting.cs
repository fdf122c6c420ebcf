using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using RealtimeMesh.DirectStreams.Connections;

namespace RealtimeMesh.DirectStreams;

/// <content>
/// The same through TLS. What was encrypted has to leave whole; it comes to one batch at most, since nothing is encrypted while the socket is full.
/// What is given to TLS therefore counts as taken, and only what is still plain can be left out.
/// </content>
public sealed partial class DirectStream
{
    /// <summary>Sends what a batch has for this stream, unless the connection is gone.</summary>
    /// <param name="encrypted">All that is encrypted and not sent.</param>
    /// <param name="bytes">How many bytes that were.</param>
    internal void SendEncrypted(ReadOnlySpan<byte> encrypted, int bytes)
    {
        lock (_lock)
        {
            if (_socket is { } socket)
            {
                _isSending = false;
                SendEncrypted(socket, encrypted, bytes);
                SendWaiting();
            }
        }
    }

    // Encrypting wants memory that stays, but only meanwhile.
    private int EncryptCopy(SslStream tls, ReadOnlySpan<byte> bytes)
    {
        var copy = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(copy);
        Encrypt(tls, copy.AsMemory(0, bytes.Length));
        ArrayPool<byte>.Shared.Return(copy);
        return bytes.Length;
    }

    private void EncryptWaiting(SslStream tls, NonBlockingSocket socket)
    {
        while (!_waiting.IsEmpty)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(_waiting.Count, WaitingBytes.MaxBatch));
            var bytes = _waiting.Take(buffer);
            if (TryEncrypt(tls, bytes) is { } batch)
            {
                SendEncrypted(socket, batch.Take(), bytes.Length);
            }

            ArrayPool<byte>.Shared.Return(buffer);
            if (_isSending)
            {
                return;
            }
        }

        if (_isEnding)
        {
            Leave();
        }
    }

    /// <param name="tls">Where nothing is on its way.</param>
    /// <param name="bytes">All of them are taken.</param>
    private int Encrypt(SslStream tls, ReadOnlyMemory<byte> bytes)
    {
        if (TryEncrypt(tls, bytes) is { } batch)
        {
            _isSending = batch.TryAdd(this, bytes.Length);
            if (!_isSending)
            {
                SendEncrypted(_socket!.Value, batch.Take(), bytes.Length);
            }
        }

        return bytes.Length;
    }

    /// <returns>Null when it is over.</returns>
    private SendBatch? TryEncrypt(SslStream tls, ReadOnlyMemory<byte> bytes)
    {
        var batch = SendBatch.OfThread;
        if (batch.TryEncrypt(tls, bytes))
        {
            return batch;
        }

        Break();
        return null;
    }

    private void SendEncrypted(NonBlockingSocket socket, ReadOnlySpan<byte> encrypted, int bytes)
    {
        var sent = socket.Send(encrypted);
        if (sent == encrypted.Length)
        {
            Written(bytes);
        }
        else if (sent < 0)
        {
            Break();
        }
        else
        {
            // Ends with the connection.
            _isSending = true;
            _isLast |= _isEnding;
            _ = SendRestAsync(socket.Socket, encrypted[sent..].ToArray(), bytes);
        }
    }

    // While the socket is full. What comes meanwhile gathers behind it.
    private async Task SendRestAsync(Socket socket, byte[] encrypted, int bytes)
    {
        try
        {
            await socket.SendAsync(encrypted);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            _connection.ShutDown();
            return;
        }

        lock (_lock)
        {
            Written(bytes);
            _isSending = false;
            SendWaiting();
        }
    }

    private void Written(int bytes)
    {
        _waiting.Arrived();
        if (!_isGone)
        {
            _owner.Sent(bytes);
        }
    }

    // Nothing is sent behind a hole.
    private void Break()
    {
        _isSending = true;
        _isLast = true;
        _connection.ShutDown();
    }

    // A client may take an end without it for one that somebody on the way has made.
    private async Task SayGoodbyeAsync(SslStream tls)
    {
        try
        {
            await tls.ShutdownAsync();
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The client was faster.
        }

        _connection.ShutDown();
    }
}
