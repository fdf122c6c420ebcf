using System.Net;
using System.Net.Sockets;
using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Testing.Faults;

/// <summary>A TCP proxy that is as bad a network as a test asks for.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<ProxyConnection> _connections = [];
    private readonly ProxyTraffic _traffic = new();
    private readonly DnsEndPoint _upstream;
    private readonly bool _isRedis;
    private Listening? _listening;
    private bool _disposed;

    private FaultProxy(DnsEndPoint upstream, bool isRedis)
    {
        _upstream = upstream;
        _isRedis = isRedis;
        Restore();
    }

    /// <summary>As in <c>127.0.0.1:12345</c>.</summary>
    public string EndPoint => $"127.0.0.1:{Port}";

    public int Port { get; } = FreePort.Next();

    /// <summary>Open now.</summary>
    public int Connections
    {
        get
        {
            lock (_lock)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>Before each chunk, in both directions.</summary>
    public TimeSpan Delay
    {
        get => _traffic.Delay;
        set => _traffic.Delay = value;
    }

    /// <summary>For each connection and direction; null is no limit.</summary>
    public int? BytesPerSecond
    {
        get => _traffic.BytesPerSecond;
        set => _traffic.BytesPerSecond = value;
    }

    /// <summary>Both ends stay connected and nothing passes, not even an end's farewell. What is held passes when it is false again.</summary>
    public bool HalfOpen
    {
        get => _traffic.HalfOpen;
        set => _traffic.HalfOpen = value;
    }

    /// <summary>Messages of channels vanish on their way from Redis to its client; everything else passes. Sharded channels' too, patterns' not.</summary>
    /// <exception cref="InvalidOperationException">The proxy does not know that it stands before Redis.</exception>
    public bool DropPubSubMessages
    {
        get => _traffic.DropPubSubMessages;
        set => _traffic.DropPubSubMessages = _isRedis
            ? value
            : throw new InvalidOperationException($"Only a proxy from {nameof(StartRedis)} tells messages from other bytes.");
    }

    public long DroppedMessages => _traffic.DroppedMessages;

    public static FaultProxy Start(string upstreamHost, int upstreamPort) => new(new DnsEndPoint(upstreamHost, upstreamPort), isRedis: false);

    /// <summary>A proxy that reads along, and so can do <see cref="DropPubSubMessages"/>.</summary>
    public static FaultProxy StartRedis(string upstreamHost, int upstreamPort) => new(new DnsEndPoint(upstreamHost, upstreamPort), isRedis: true);

    /// <summary>Resets every open connection, at both ends, and refuses new ones until <see cref="Restore"/>.</summary>
    public void Cut() => Reset();

    public void Restore()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_listening is { Socket.SafeHandle.IsClosed: false })
            {
                return;
            }

            var socket = ProxySockets.Listen(Port);
            _listening = new Listening(socket, AcceptAsync(socket));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task accepting;
        lock (_lock)
        {
            _disposed = true;
            accepting = _listening?.Accepting ?? Task.CompletedTask;
        }

        await Task.WhenAll([accepting, .. Reset().Select(connection => connection.Closed)]);
    }

    private ProxyConnection[] Reset()
    {
        ProxyConnection[] open;
        lock (_lock)
        {
            _listening?.Socket.Dispose();
            open = [.. _connections];
            _connections.Clear();
        }

        foreach (var connection in open)
        {
            connection.Reset();
        }

        return open;
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync();
            }
            catch (Exception cut) when (cut is ObjectDisposedException or SocketException)
            {
                return;
            }

            Add(client, listener);
        }
    }

    private void Add(Socket client, Socket listener)
    {
        var connection = new ProxyConnection(client, _traffic, _isRedis);
        lock (_lock)
        {
            if (listener.SafeHandle.IsClosed)
            {
                // It was cut between being accepted and getting here.
                connection.Dispose();
                return;
            }

            _connections.Add(connection);
        }

        _ = RunAsync(connection);
    }

    private async Task RunAsync(ProxyConnection connection)
    {
        await connection.RunAsync(_upstream);
        lock (_lock)
        {
            _connections.Remove(connection);
            connection.Dispose();
        }
    }

    private sealed record Listening(Socket Socket, Task Accepting);
}
