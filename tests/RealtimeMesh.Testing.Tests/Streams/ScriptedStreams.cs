using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RealtimeMesh.Testing.Tests.Streams;

/// <summary>Answers one request after the other with what it was given, and keeps what was asked.</summary>
internal sealed class ScriptedStreams : IAsyncDisposable
{
    private const string Head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-cache, no-transform\r\nx-accel-buffering: no\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly Task _serving;

    private ScriptedStreams(string[] answers)
    {
        _listener.Start();
        _serving = ServeAsync(answers);
    }

    public Uri BaseAddress => new($"http://{_listener.LocalEndpoint}");

    public IReadOnlyCollection<string> Requests => _requests;

    public static ScriptedStreams Start(params string[] answers) => new(answers);

    /// <summary>A stream that ends with a whole response.</summary>
    public static string Ending(string frames) => $"{Head}content-length: {frames.Length}\r\n\r\n{frames}";

    /// <summary>A stream whose connection ends before the response does.</summary>
    public static string Breaking(string frames) => $"{Head}content-length: {frames.Length + 1}\r\n\r\n{frames}";

    public static string Refusing(string status, string headers) => $"HTTP/1.1 {status}\r\n{headers}\r\ncontent-length: 0\r\n\r\n";

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync(string[] answers)
    {
        foreach (var answer in answers)
        {
            using var client = await _listener.AcceptSocketAsync();
            var request = new byte[16 * 1024];
            var length = await client.ReceiveAsync(request);
            _requests.Enqueue(Encoding.ASCII.GetString(request, 0, length));
            await client.SendAsync(Encoding.UTF8.GetBytes(answer));
            client.Shutdown(SocketShutdown.Both);
        }
    }
}
