using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Http2.Hpack;
using RealtimeMesh.Testing.Http2;

namespace RealtimeMesh.DirectStreams.Tests.Http2;

/// <summary>Sends exactly the frames of its test.</summary>
internal sealed class Http2Client : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly NetworkStream _stream;

    private Http2Client(Socket socket) => _stream = new NetworkStream(Socket = socket, ownsSocket: true);

    public Socket Socket { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Has sent preface and settings, and read the server's settings and its acknowledgement.</summary>
    public static async Task<Http2Client> ConnectAsync(IPEndPoint server, params (ushort Id, uint Value)[] settings)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, Stop);
        var client = new Http2Client(socket);
        await client.SendAsync(FrameWriting.Preface.ToArray(), TestFrames.Settings([(Setting.StreamsOnly, 1), .. settings]));
        Assert.Equal(FrameFlags.None, (await client.ReadAsync(FrameType.Settings)).Header.Flags);
        Assert.Equal(FrameFlags.Ack, (await client.ReadAsync(FrameType.Settings)).Header.Flags);
        return client;
    }

    public static byte[] Request(int id, string path = "/stream", string method = "GET", params (string Name, string Value)[] fields) => TestFrames.Of(
        FrameType.Headers,
        FrameFlags.EndHeaders | FrameFlags.EndStream,
        id,
        TestFrames.Block([(":method", method), (":scheme", "http"), (":path", path), (":authority", "edge"), .. fields]));

    public static byte[] WindowUpdate(int id, uint bytes) => TestFrames.Of(FrameType.WindowUpdate, FrameFlags.None, id, TestFrames.Number(bytes));

    public async Task SendAsync(params byte[][] frames) => await _stream.WriteAsync(frames.SelectMany(frame => frame).ToArray(), Stop);

    /// <summary>The same, to a server that may close before it has read all of it.</summary>
    public async Task SendWhatIsTakenAsync(byte[] frames)
    {
        try
        {
            await SendAsync(frames);
        }
        catch (IOException)
        {
            // Closed.
        }
    }

    public async Task<(FrameHeader Header, byte[] Payload)> ReadAsync()
    {
        var bytes = new byte[FrameHeader.Size];
        await _stream.ReadExactlyAsync(bytes, Stop).AsTask().WaitAsync(Patience, Stop);
        var header = FrameHeader.Read(bytes);
        var payload = new byte[header.Length];
        await _stream.ReadExactlyAsync(payload, Stop).AsTask().WaitAsync(Patience, Stop);
        return (header, payload);
    }

    /// <summary>The next one, which must be of this type.</summary>
    public async Task<(FrameHeader Header, byte[] Payload)> ReadAsync(FrameType type)
    {
        var frame = await ReadAsync();
        Assert.Equal(type, frame.Header.Type);
        return frame;
    }

    public async Task<List<(string Name, string Value)>> ReadHeadAsync(int id)
    {
        var (header, block) = await ReadAsync(FrameType.Headers);
        Assert.Equal(id, header.StreamId);
        return HeaderDecoder.Decode(block);
    }

    /// <summary>Opens a stream, and reads its head and its first word.</summary>
    public async Task OpenAsync(int id, string path = "/stream")
    {
        await SendAsync(Request(id, path));
        Assert.Equal((":status", "200"), (await ReadHeadAsync(id))[0]);
        Assert.Equal("begun", await ReadDataAsync(id, 5));
    }

    /// <summary>So many bytes of one stream, in however many frames.</summary>
    public async Task<string> ReadDataAsync(int id, int bytes)
    {
        var text = new StringBuilder();
        while (text.Length < bytes)
        {
            var (header, payload) = await ReadAsync(FrameType.Data);
            Assert.Equal((id, FrameFlags.None), (header.StreamId, header.Flags));
            text.Append(Encoding.Latin1.GetString(payload));
        }

        Assert.Equal(bytes, text.Length);
        return text.ToString();
    }

    public async Task ReadEndAsync(int id) =>
        Assert.Equal(new FrameHeader(0, FrameType.Data, FrameFlags.EndStream, id), (await ReadAsync()).Header);

    public async Task ReadResetAsync(int id, Http2ErrorCode code)
    {
        var (header, payload) = await ReadAsync(FrameType.RstStream);
        Assert.Equal((id, code), (header.StreamId, (Http2ErrorCode)BinaryPrimitives.ReadUInt32BigEndian(payload)));
    }

    /// <summary>Everything else passes, then it is over.</summary>
    public async Task<Http2ErrorCode> ReadGoAwayAsync()
    {
        while (true)
        {
            var (header, payload) = await ReadAsync();
            if (header.Type is FrameType.GoAway)
            {
                return (Http2ErrorCode)BinaryPrimitives.ReadUInt32BigEndian(payload.AsSpan(4));
            }
        }
    }

    /// <summary>Nothing but the end follows.</summary>
    public async Task ReadToEndAsync() => Assert.Equal(0, await _stream.ReadAsync(new byte[1], Stop).AsTask().WaitAsync(Patience, Stop));

    /// <summary>What was sent before has been read by the server.</summary>
    public async Task PingAsync()
    {
        await SendAsync(TestFrames.Of(FrameType.Ping, FrameFlags.None, 0, [.. "whatever"u8]));
        var (header, payload) = await ReadAsync(FrameType.Ping);
        Assert.Equal((FrameFlags.Ack, "whatever"), (header.Flags, Encoding.ASCII.GetString(payload)));
    }

    /// <summary>The same, among whatever else comes.</summary>
    public async Task PingWithinAsync()
    {
        await SendAsync(TestFrames.Of(FrameType.Ping, FrameFlags.None, 0, new byte[8]));
        while ((await ReadAsync()).Header.Type is not FrameType.Ping)
        {
        }
    }

    public void Dispose() => _stream.Dispose();
}
