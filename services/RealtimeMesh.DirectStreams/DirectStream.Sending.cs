using System.Buffers;
using System.Net.Sockets;
using RealtimeMesh.DirectStreams.Connections;

namespace RealtimeMesh.DirectStreams;

/// <content>Sends at once what the socket takes, and lets the rest wait.</content>
public sealed partial class DirectStream
{
    private bool IsNext => !_isSending && _waiting.IsEmpty;

    // As much as the socket takes, if nothing is before it.
    private int SendNow(ReadOnlySpan<byte> bytes, ReadOnlyMemory<byte> copy)
    {
        if (_socket is not { } socket || !IsNext)
        {
            return 0;
        }

        return _tls is not { } tls ? SendNow(socket, bytes)
            : copy.IsEmpty ? EncryptCopy(tls, bytes)
            : Encrypt(tls, copy);
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
            _isLast = true;
            _connection.ShutDown();
            return bytes.Length;
        }

        return sent;
    }

    private bool TryWait(ReadOnlySpan<byte> bytes, ref ReadOnlyMemory<byte> copy, int sent, bool flush)
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

        copy = copy.IsEmpty ? bytes.ToArray() : copy;
        _waiting.Add(copy, sent);
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

        if (_tls is { } tls)
        {
            EncryptWaiting(tls, socket);
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
                _isLast |= _isEnding;
                _ = SendWaitingAsync(socket.Socket, _waiting.Count);
                return;
            }
        }

        if (_isEnding)
        {
            Leave();
        }
    }

    // The lock is held since before the end was sent: the client's next request waits in the socket.
    private void Leave()
    {
        if (_isLast || !_connection.TryGiveBack())
        {
            Close();
            return;
        }

        _isGivenBack = true;
        Detach();
        ThreadPool.UnsafeQueueUserWorkItem(static stream => stream.Gone(), this, preferLocal: false);
    }

    private void Close()
    {
        if (_tls is { } tls)
        {
            (_socket, _tls) = (null, null);
            _ = SayGoodbyeAsync(tls);
        }
        else
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
