using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace RealtimeMesh.DirectStreams.Connections;

/// <content>What the client sends: Kestrel's until a stream is taken, then nobody's.</content>
internal sealed partial class DirectConnection
{
    // Its variables live as long as the connection: nothing that a taken one has no use for may be among them.
    private async Task ReceiveAsync()
    {
        Exception? fault = null;
        try
        {
            // Holds no buffer while nothing comes.
            while (await Socket.ReceiveAsync(Memory<byte>.Empty) == 0 && await GoesOnAsync())
            {
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            fault = _aborted ?? new ConnectionResetException(gone.Message, gone);
        }

        DirectStream? stream;
        lock (_lock)
        {
            stream = _stream;
            _ended = stream is null || fault is not null;
        }

        if (stream is null || (_encrypted is not null && !stream.TryKeep()))
        {
            await EndInputAsync(fault);
            return;
        }

        CompleteInput();
        if (!stream.TryKeep())
        {
            // The socket is the next connection's, which hears of this as well.
            return;
        }

        if (fault is null)
        {
            await Leftovers.DiscardAsync(Socket);
        }

        stream.Detach();
        Socket.Dispose();
        _listener.Leave();
        _encrypted?.TrySetResult(false);
        stream.Gone();
    }

    private async Task EndInputAsync(Exception? fault)
    {
        lock (_lock)
        {
            _ended = true;
        }

        await _input!.CompleteAsync(fault);
        // Its callbacks are Kestrel's and the application's: not on the thread that receives.
        ThreadPool.UnsafeQueueUserWorkItem(closed => closed.Cancel(), _closed!, preferLocal: false);
    }

    // A stream behind TLS that was given back is none any more; what has come is for the next request.
    private async ValueTask<bool> GoesOnAsync() => _stream is { } stream ? _encrypted is not null && !stream.TryKeep() : await ReceiveMoreAsync();

    /// <returns>False when the client sends nothing more, or Kestrel reads nothing more.</returns>
    private async ValueTask<bool> ReceiveMoreAsync()
    {
        ValueTask<FlushResult> flushing;
        lock (_lock)
        {
            if (_stream is not null)
            {
                // Look again.
                return true;
            }

            // With the flush, which never waits for the reader: whoever takes the connection sees all that has left the socket.
            if (ReceiveNow(_input!) is not { } received)
            {
                return true;
            }

            flushing = received > 0 ? _input!.FlushAsync() : default;
            if (received == 0 || flushing.IsCompleted)
            {
                return received > 0 && !flushing.GetAwaiter().GetResult().IsCompleted;
            }

            _isReceiving = true;
        }

        var flushed = await flushing;
        lock (_lock)
        {
            _isReceiving = false;
            return !flushed.IsCompleted;
        }
    }

    // A wait for nothing may end too early, and a block that is taken in vain would be held until there is more.
    private int? ReceiveNow(PipeWriter input)
    {
        Span<byte> one = stackalloc byte[1];
        var buffer = Socket.Available > 0 ? input.GetSpan() : one;
        var received = Socket.ReceiveNow(buffer);
        if (buffer != one)
        {
            input.Advance(received ?? 0);
        }
        else if (received > 0)
        {
            input.Write(one);
        }

        return received;
    }

    // What came with the request and was not read would be kept as long as the stream. Who is just receiving completes it himself.
    private void CompleteInput()
    {
        lock (_lock)
        {
            if (!_isReceiving)
            {
                _input?.Complete();
                _input = null;
            }
        }
    }
}
