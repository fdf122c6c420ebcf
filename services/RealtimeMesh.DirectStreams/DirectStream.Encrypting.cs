using System.Buffers;
using System.Net.Security;

namespace RealtimeMesh.DirectStreams;

/// <content>
/// The same through TLS. What was encrypted has to leave whole; it comes to one batch at most, since nothing is encrypted while the socket is full.
/// What is given to TLS therefore counts as taken, and only what is still plain can be left out.
/// </content>
public sealed partial class DirectStream
{
    // Encrypting wants memory that stays, but mostly not for long.
    private int EncryptCopy(SslStream tls, ReadOnlySpan<byte> bytes)
    {
        var copy = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(copy);
        return Encrypt(tls, copy.AsMemory(0, bytes.Length), copy);
    }

    private void EncryptWaiting(SslStream tls)
    {
        while (!_waiting.IsEmpty)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(_waiting.Count, WaitingBytes.MaxBatch));
            Encrypt(tls, _waiting.Take(buffer), buffer);
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
    /// <param name="rented">What they are in, if it is to be given back.</param>
    private int Encrypt(SslStream tls, ReadOnlyMemory<byte> bytes, byte[]? rented = null)
    {
        var writing = tls.WriteAsync(bytes);
        if (writing.IsCompletedSuccessfully)
        {
            writing.GetAwaiter().GetResult();
            Written(bytes.Length, rented);
        }
        else
        {
            // Ends with the connection.
            _isSending = true;
            _isLast |= _isEnding;
            _ = GoOnAsync(writing, bytes.Length, rented);
        }

        return bytes.Length;
    }

    // While the socket is full. What comes meanwhile gathers behind it.
    private async Task GoOnAsync(ValueTask writing, int bytes, byte[]? rented)
    {
        try
        {
            await writing;
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            _connection.ShutDown();
            return;
        }

        lock (_lock)
        {
            Written(bytes, rented);
            _isSending = false;
            SendWaiting();
        }
    }

    private void Written(int bytes, byte[]? rented)
    {
        _waiting.Arrived();
        if (!_isGone)
        {
            _owner.Sent(bytes);
        }

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
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
