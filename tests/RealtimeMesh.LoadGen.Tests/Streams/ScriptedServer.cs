using System.Net;
using System.Net.Sockets;
using System.Text;
using RealtimeMesh.LoadGen.Streams;

namespace RealtimeMesh.LoadGen.Tests.Streams;

/// <summary>A server that does with each connection what a test says, byte for byte.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    public const string Ok = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;

    /// <param name="serve">Gets the connection, the request and the connection's place in order, from 0.</param>
    public ScriptedServer(Func<Socket, string, int, Task> serve)
    {
        _listener.Start(backlog: 1_000);
        _accepting = AcceptAsync(serve);
    }

    public LoadOptions Options => new() { Url = new Uri($"http://{_listener.LocalEndpoint}/events?user={{user}}"), Patience = 10 };

    /// <summary>A chunk with one load event.</summary>
    public static string Chunk(long number, string id = "")
    {
        var frame = $"event: message\n{(id.Length > 0 ? $"id: {id}\n" : "")}data: {Encoding.ASCII.GetString(LoadEvent.Create(100, 0, LoadEvent.First + number))}\n\n";
        return $"{frame.Length:x}\r\n{frame}\r\n";
    }

    public static Task SendAsync(Socket socket, string text) => socket.SendAsync(Encoding.ASCII.GetBytes(text));

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _over.Dispose();
    }

    private async Task AcceptAsync(Func<Socket, string, int, Task> serve)
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_over.Token);
                _connections.Add(ServeAsync(socket, serve, _connections.Count));
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket, Func<Socket, string, int, Task> serve, int place)
    {
        using (socket)
        {
            var buffer = new byte[16 * 1024];
            var request = Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, _over.Token));
            await serve(socket, request, place);
            try
            {
                // Until the client leaves, or the test is over.
                while (await socket.ReceiveAsync(buffer, _over.Token) > 0)
                {
                }
            }
            catch (Exception gone) when (gone is SocketException or OperationCanceledException)
            {
                // The client cuts, as it should.
            }
        }
    }
}
