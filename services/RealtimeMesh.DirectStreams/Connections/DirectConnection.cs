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
internal sealed partial class DirectConnection : ConnectionContext, IConnectionSocketFeature, IMemoryPoolFeature
{
    private static readonly string _process = RandomNumberGenerator.GetHexString(8);
    private static long _newest;

    private readonly Lock _lock = new();
    private readonly DirectListener _listener;
    private readonly SendScheduler _scheduler = new() { IsInline = true };
    private CancellationTokenSource? _closed = new();
    private FeatureCollection? _features = new();
    private IDictionary<object, object?>? _items;
    private IDuplexPipe? _transport;
    private ConnectionPipes? _pipes;
    private PipeWriter? _input;
    private Task? _receiving;
    private Task? _sending;
    private Exception? _aborted;
    private volatile DirectStream? _stream;
    private bool _ended;
    private bool _isReceiving;

    public DirectConnection(Socket socket, MemoryPool<byte> memory, DirectListener listener, SocketTransportOptions options)
    {
        _listener = listener;
        Socket = socket;
        Socket.Blocking = false;
        ConnectionClosed = _closed.Token;
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = socket.RemoteEndPoint;

        _transport = _pipes = new ConnectionPipes(memory, _scheduler, options);
        MemoryPool = memory;
        _features.Set<IConnectionSocketFeature>(this);
        _features.Set<IMemoryPoolFeature>(this);
        _features.Set(this);
        _input = _pipes.Received;
        _receiving = ReceiveAsync();
        _sending = SendAsync(_pipes.ToSend);
    }

    public Socket Socket { get; }

    public MemoryPool<byte> MemoryPool { get; }

    public override string ConnectionId { get => field ??= $"{_process}{Interlocked.Increment(ref _newest):X}"; set; }

    // Kestrel looks at all that it knows when it stops, and knows a taken connection for a moment longer.
    public override IFeatureCollection Features => _features ?? new FeatureCollection();

    public override IDictionary<object, object?> Items { get => _items ??= new Dictionary<object, object?>(); set => _items = value; }

    public override IDuplexPipe Transport { get => _transport ?? throw new InvalidOperationException("The connection was taken by a stream."); set => _transport = value; }

    /// <summary>Whether a response can be taken: nobody unknown stands between the socket and HTTP.</summary>
    public bool IsTakeable => _transport is TakeablePipes;

    /// <summary>Sends on another thread than writes.</summary>
    public void GatherSends() => _scheduler.IsInline = false;

    /// <summary>
    /// What was flushed is still sent, what Kestrel writes after this is not, and what it reads is nothing: it finds the response and the
    /// connection at their end. Then <paramref name="stream"/> begins.
    /// </summary>
    /// <param name="stream">Owns the connection then.</param>
    /// <param name="isLast">Whether no other request may follow this one; set when something has come behind it.</param>
    /// <returns>False when it is not <see cref="IsTakeable"/>, or is gone.</returns>
    public bool TryTake(DirectStream stream, ref bool isLast)
    {
        lock (_lock)
        {
            if (_transport is not TakeablePipes pipes || _ended || _aborted is not null || _stream is not null)
            {
                return false;
            }

            _stream = stream;
            _encrypted = pipes == _pipes ? null : new(TaskCreationOptions.RunContinuationsAsynchronously);
            isLast = isLast || _pipes!.HasMore() || pipes.HasMore();
            pipes.Take();
            return true;
        }
    }

    /// <summary>Gives a taken connection to Kestrel for its next request, as one that has just been accepted.</summary>
    /// <returns>False when there is no Kestrel any more.</returns>
    public bool TryGiveBack() => _encrypted is null ? _listener.TryAccept(Socket) : GiveBackEncrypted();

    public override void Abort(ConnectionAbortedException abortReason)
    {
        DirectStream? stream;
        lock (_lock)
        {
            stream = _stream;
            _aborted ??= stream is null ? abortReason : null;
        }

        if (stream is null)
        {
            Close();
        }
        else if (_isBehindRequest)
        {
            stream.Abort();
        }

        // Else it is not Kestrel's any more, whatever is wrong with the request that it was.
    }

    /// <summary>Closes it as it is. Whoever sends on the socket must know before.</summary>
    public void Close()
    {
        // What the client has not read is of no use to it any more, and the kernel should not keep it.
        Socket.Close(timeout: 0);
    }

    /// <summary>Sends the end after everything that was sent. The receiving side finds it, and closes the socket.</summary>
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
            if (!_isPiped)
            {
                ShutDown();
            }

            Socket.Dispose();
            _listener.Leave();
            await _receiving!;
        }
        else
        {
            // From here on nobody but the stream knows this connection.
            CompleteInput();
            (_features, _items, _transport, _pipes) = (null, null, null, null);
            (_closed, _receiving, _sending) = (null, null, null);
            (ConnectionClosed, LocalEndPoint, RemoteEndPoint, ConnectionId) = (default, null, null, "");
        }

        await base.DisposeAsync();
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
        if (_encrypted is not null)
        {
            return;
        }

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
                await Socket.SendAllAsync(segment);
            }

            output.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);
    }
}
