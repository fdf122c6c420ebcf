using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace RealtimeMesh.DirectStreams.Connections;

/// <summary>
/// A client's connection, for Kestrel two pipes. When a response is taken out of Kestrel the pipes and everything that hangs on them go, and
/// what stays is the socket.
/// </summary>
internal sealed class DirectConnection : ConnectionContext, IConnectionSocketFeature, IMemoryPoolFeature
{
    private static readonly string _process = RandomNumberGenerator.GetHexString(8);
    private static long _newest;

    private readonly Lock _lock = new();
    private readonly SendScheduler _scheduler = new() { IsInline = true };
    private CancellationTokenSource? _closed = new();
    private FeatureCollection? _features = new();
    private IDictionary<object, object?>? _items;
    private ConnectionOutput? _output;
    private IDuplexPipe? _transport;
    private IDuplexPipe? _pipes;
    private Task? _receiving;
    private Task? _sending;
    private Exception? _aborted;
    private DirectStream? _stream;
    private bool _ended;

    public DirectConnection(Socket socket, MemoryPool<byte> memory, SocketTransportOptions options)
    {
        Socket = socket;
        ConnectionClosed = _closed.Token;
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = socket.RemoteEndPoint;

        var input = new Pipe(PipeOptions(memory, PipeScheduler.ThreadPool, options.MaxReadBufferSize));
        var output = new Pipe(PipeOptions(memory, _scheduler, options.MaxWriteBufferSize));
        _output = new ConnectionOutput(output.Writer);
        _transport = _pipes = new DuplexPipe(input.Reader, _output);
        MemoryPool = memory;
        _features.Set<IConnectionSocketFeature>(this);
        _features.Set<IMemoryPoolFeature>(this);
        _features.Set(this);
        _receiving = ReceiveAsync(input.Writer);
        _sending = SendAsync(output.Reader);
    }

    public Socket Socket { get; }

    public MemoryPool<byte> MemoryPool { get; }

    public override string ConnectionId { get => field ??= $"{_process}{Interlocked.Increment(ref _newest):X}"; set; }

    public override IFeatureCollection Features => _features ?? throw Taken();

    public override IDictionary<object, object?> Items { get => _items ??= new Dictionary<object, object?>(); set => _items = value; }

    public override IDuplexPipe Transport { get => _transport ?? throw Taken(); set => _transport = value; }

    /// <summary>Sends on another thread than writes.</summary>
    public void GatherSends() => _scheduler.IsInline = false;

    /// <summary>
    /// What was flushed is still sent, what Kestrel writes after this is not, and what it reads is nothing: it finds the response and the
    /// connection at their end. Then <paramref name="stream"/> begins.
    /// </summary>
    /// <returns>False when the connection is not as it was accepted (TLS), or is gone.</returns>
    public bool TryTake(DirectStream stream)
    {
        lock (_lock)
        {
            if (_transport != _pipes || _ended || _aborted is not null || _stream is not null)
            {
                return false;
            }

            Socket.Blocking = false;
            _stream = stream;
            _output!.Take();
            return true;
        }
    }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        DirectStream? stream;
        lock (_lock)
        {
            _aborted ??= abortReason;
            stream = _stream;
        }

        stream?.Detach();
        // What the client has not read is of no use to it any more, and the kernel should not keep it.
        Socket.Close(timeout: 0);
    }

    /// <summary>Sends the end after everything that was sent.</summary>
    public void ShutDown()
    {
        try
        {
            Socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The client was faster.
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (_pipes is { } pipes)
        {
            await pipes.Output.CompleteAsync();
            await pipes.Input.CompleteAsync();
        }

        await _sending!;
        if (_stream is null)
        {
            Socket.Dispose();
            await _receiving!;
        }
        else
        {
            // From here on nobody but the stream knows this connection.
            (_features, _items, _transport, _pipes, _output, _closed, _receiving, _sending) = (null, null, null, null, null, null, null, null);
            (ConnectionClosed, LocalEndPoint, RemoteEndPoint) = (default, null, null);
        }

        await base.DisposeAsync();
    }

    private static PipeOptions PipeOptions(MemoryPool<byte> memory, PipeScheduler reader, long? most) => new(
        memory, reader, PipeScheduler.ThreadPool, most ?? 0, most / 2 ?? 0, useSynchronizationContext: false);

    private static InvalidOperationException Taken() => new("The connection was taken by a stream.");

    private async Task ReceiveAsync(PipeWriter input)
    {
        Exception? fault = null;
        try
        {
            await ReceiveIntoAsync(input);
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

        await input.CompleteAsync(fault);
        input = null!;
        if (stream is null)
        {
            // Its callbacks are Kestrel's and the application's: not on the thread that receives.
            ThreadPool.UnsafeQueueUserWorkItem(closed => closed.Cancel(), _closed!, preferLocal: false);
            return;
        }

        if (fault is null)
        {
            await Leftovers.DiscardAsync(Socket);
        }

        stream.Detach();
        Socket.Dispose();
        stream.Gone();
    }

    // Until the client sends nothing more, or the connection is taken.
    private async Task ReceiveIntoAsync(PipeWriter input)
    {
        while (true)
        {
            // Holds no buffer while nothing comes.
            await Socket.ReceiveAsync(Memory<byte>.Empty);
            if (Volatile.Read(ref _stream) is not null)
            {
                return;
            }

            var received = await Socket.ReceiveAsync(input.GetMemory());
            input.Advance(received);
            if (received == 0 || (await input.FlushAsync()).IsCompleted)
            {
                return;
            }
        }
    }

    private async Task SendAsync(PipeReader output)
    {
        try
        {
            await SendFromAsync(output);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // Receiving ends with it, and tells why.
        }

        await output.CompleteAsync();
        if (_stream is { } stream)
        {
            stream.Begin(Socket);
        }
        else
        {
            ShutDown();
        }
    }

    private async Task SendFromAsync(PipeReader output)
    {
        ReadResult read;
        do
        {
            read = await output.ReadAsync();
            foreach (var segment in read.Buffer)
            {
                await Socket.SendAsync(segment);
            }

            output.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);
    }

    private sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
