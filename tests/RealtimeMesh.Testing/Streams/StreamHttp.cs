using System.Net.Sockets;

namespace RealtimeMesh.Testing.Streams;

/// <summary>HTTP/1.1 with one connection for each stream.</summary>
public static class StreamHttp
{
    public static HttpMessageInvoker Shared { get; } = new(Handler());

    /// <summary>The machine keeps little for this reader: when it does not read, the server notices soon.</summary>
    public static HttpMessageInvoker WithSmallBuffer()
    {
        var handler = Handler();
        handler.ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4 * 1024 };
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        };
        return new HttpMessageInvoker(handler);
    }

    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        // Leaving an unfinished response would take seconds.
        ResponseDrainTimeout = TimeSpan.Zero,
    };
}
