using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;

namespace RealtimeMesh.DirectStreams.Connections;

/// <content>
/// A connection with TLS stays Kestrel's: it owns what encrypts, and lets go of it when the connection's delegate returns. So that waits for the
/// stream's end (<see cref="EncryptedStreams"/>), without HTTP and without the pipe to the socket.
/// </content>
internal sealed partial class DirectConnection
{
    // Of the stream that was taken behind TLS, if one was: whether another request may follow.
    private TaskCompletionSource<bool>? _encrypted;
    private volatile bool _isBehindRequest;
    private bool _isPiped = true;

    /// <summary>Lets the stream begin that was taken behind TLS, and waits for its end.</summary>
    /// <returns>Whether the connection may serve another request.</returns>
    public async Task<bool> StreamAsync(SslStream tls)
    {
        var end = _encrypted!.Task;
        _pipes!.Discard();
        if (_isPiped)
        {
            _isPiped = false;
            await _pipes.Output.CompleteAsync();
            await _sending!;
            _pipes.SendBy(SendEncryptedAsync);
        }

        // It ends no sooner than it has begun, unless it is gone.
        _isBehindRequest = true;
        _stream?.Begin(Socket, tls);
        var goesOn = await end;
        _isBehindRequest = false;
        return goesOn;
    }

    // What is encrypted must not be lost, so whoever encrypts waits for it.
    private async ValueTask<FlushResult> SendEncryptedAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await Socket.SendAllAsync(bytes);
            return default;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The receiving side finds it, and tells.
            ShutDown();
            return new FlushResult(isCanceled: false, isCompleted: true);
        }
    }

    // Under the stream's lock: whoever finds this stream afterwards hears from it that it was given back.
    private bool GiveBackEncrypted()
    {
        var end = _encrypted!;
        lock (_lock)
        {
            _stream = null;
        }

        return end.TrySetResult(true);
    }
}
