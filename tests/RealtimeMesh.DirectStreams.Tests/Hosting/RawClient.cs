using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace RealtimeMesh.DirectStreams.Tests.Hosting;

/// <summary>A client that knows nothing of HTTP but what a test tells it.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Stream _stream;

    private RawClient(Socket socket, Stream stream) => (Socket, _stream) = (socket, stream);

    public Socket Socket { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<RawClient> ConnectAsync(int port, int receiveBuffer = 0, Wire wire = Wire.Plain)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer > 0)
        {
            socket.ReceiveBufferSize = receiveBuffer;
        }

        await socket.ConnectAsync(IPAddress.Loopback, port, Stop);
        var stream = new NetworkStream(socket, ownsSocket: true);
        return new RawClient(socket, wire is Wire.Plain ? stream : await EncryptAsync(stream, wire));
    }

    public async Task SendAsync(string text) => await _stream.WriteAsync(Encoding.Latin1.GetBytes(text), Stop);

    /// <summary>Up to the empty line, and not a byte more.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new List<byte>();
        while (!IsWhole(head))
        {
            head.AddRange(await ReadAsync(1));
        }

        return Encoding.Latin1.GetString([.. head]);
    }

    public async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var received = await ReceiveAsync(bytes.AsMemory(read));
            read += received > 0 ? received : throw new EndOfStreamException($"It ended after {read} bytes of {count}.");
        }

        return bytes;
    }

    /// <summary>Up to the last chunk, or until the connection is closed.</summary>
    public Task<byte[]> ReadBodyAsync() => ReadAsync(until: all => all.EndsWith("\r\n0\r\n\r\n"u8) || all.SequenceEqual("0\r\n\r\n"u8));

    /// <summary>Until the connection is closed.</summary>
    public Task<byte[]> ReadToEndAsync() => ReadAsync(until: _ => false);

    private async Task<byte[]> ReadAsync(Func<ReadOnlySpan<byte>, bool> until)
    {
        using var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (!until(all.GetBuffer().AsSpan(0, (int)all.Length)) && await ReceiveAsync(buffer) is > 0 and var received)
        {
            all.Write(buffer, 0, received);
        }

        return all.ToArray();
    }

    public async Task<int> ReceiveAsync(Memory<byte> buffer) => await _stream.ReadAsync(buffer, Stop).AsTask().WaitAsync(Patience, Stop);

    /// <summary>Leaves without a goodbye.</summary>
    public void Reset() => Socket.Close(timeout: 0);

    public void Dispose() => Socket.Dispose();

    private static async Task<Stream> EncryptAsync(Stream plain, Wire wire)
    {
        var tls = new SslStream(plain);
        await tls.AuthenticateAsClientAsync(Certificate.Trusted(wire), Stop);
        return tls;
    }

    private static bool IsWhole(List<byte> head) =>
        head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n';
}
