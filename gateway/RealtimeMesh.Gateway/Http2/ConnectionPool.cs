using System.Net.Sockets;
using RealtimeMesh.Gateway.Diagnostics;
using RealtimeMesh.Http2;

namespace RealtimeMesh.Gateway.Http2;

/// <summary>The connections to one server: as many as its streams need.</summary>
internal sealed class ConnectionPool(string host, int port, GatewayMetrics metrics, TimeProvider time) : IAsyncDisposable
{
    private const int MaxConnections = 1_000;

    // One read loop each: streams are spread over the processors before a connection is full.
    private const int StreamsBeforeSpreading = 32;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<Http2Connection, Task> _connections = [];
    private readonly CancellationTokenSource _stop = new();
    private Task? _connecting;
    private int _opening;

    /// <summary>Streams that are open or about to be.</summary>
    public int Streams
    {
        get
        {
            lock (_lock)
            {
                return _opening + _connections.Keys.Sum(connection => connection.Streams);
            }
        }
    }

    /// <summary>Opens a stream, where none is free on a connection of its own.</summary>
    /// <exception cref="HttpRequestException">The server is not there.</exception>
    /// <exception cref="OperationCanceledException">The token said so.</exception>
    public async ValueTask<Http2Stream> OpenAsync(ReadOnlyMemory<byte> block, TimeSpan patience, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _opening);
        try
        {
            while (true)
            {
                Task connecting;
                lock (_lock)
                {
                    if (Choose() is { } connection && connection.TryOpen(block.Span, patience, out var stream))
                    {
                        return stream;
                    }

                    connecting = _connecting ??= ConnectAsync();
                }

                await connecting.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _opening);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_lock)
        {
            _stop.Cancel();
            running = [.. _connections.Values, _connecting?.ContinueWith(_ => { }, TaskScheduler.Default) ?? Task.CompletedTask];
            foreach (var connection in _connections.Keys)
            {
                connection.Close();
            }
        }

        await Task.WhenAll(running);
    }

    private Http2Connection? Choose()
    {
        var least = _connections.Keys.Where(connection => connection.HasRoom).MinBy(connection => connection.Streams);
        if (least?.Streams >= StreamsBeforeSpreading && _connections.Count < Environment.ProcessorCount)
        {
            _connecting ??= ConnectAsync();
        }

        return least;
    }

    private async Task ConnectAsync()
    {
        // The caller holds the lock until it has the task.
        await Task.Yield();
        try
        {
            using var timeout = new CancellationTokenSource(ConnectTimeout, time);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
            await AddConnectionAsync(stop.Token);
        }
        catch (Exception failed) when (failed is SocketException or IOException or Http2Exception or OperationCanceledException)
        {
            throw new HttpRequestException(Error(failed), $"{host}:{port}: {failed.Message}", failed);
        }
        finally
        {
            lock (_lock)
            {
                _connecting = null;
            }
        }
    }

    private async Task AddConnectionAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var connection = new Http2Connection(socket, metrics, time);
        lock (_lock)
        {
            if (_connections.Count >= MaxConnections || _stop.IsCancellationRequested)
            {
                socket.Dispose();
                throw new IOException("There are too many connections.");
            }

            _connections.Add(connection, RunAsync(connection));
        }

        try
        {
            await connection.Ready.WaitAsync(cancellationToken);
            // That others have filled it meanwhile is no fault of it.
            if (!connection.TakesStreams)
            {
                throw new IOException("The server takes no streams.");
            }
        }
        catch
        {
            connection.Close();
            throw;
        }
    }

    private async Task RunAsync(Http2Connection connection)
    {
        // The caller holds the lock until it has the task.
        await Task.Yield();
        metrics.ConnectionOpened();
        try
        {
            await connection.RunAsync();
        }
        finally
        {
            metrics.ConnectionClosed();
            lock (_lock)
            {
                _connections.Remove(connection);
            }
        }
    }

    private static HttpRequestError Error(Exception failed) => failed is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain }
        ? HttpRequestError.NameResolutionError
        : HttpRequestError.ConnectionError;
}
