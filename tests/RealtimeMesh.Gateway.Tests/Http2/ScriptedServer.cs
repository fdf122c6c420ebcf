using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Http2.Hpack;
using RealtimeMesh.Testing.Http2;

namespace RealtimeMesh.Gateway.Tests.Http2;

/// <summary>A server that sends exactly the bytes of its test.</summary>
internal sealed class ScriptedServer : IDisposable
{
    // An address of its own: on a port that was another test's somebody might still call.
    private readonly TcpListener _listener = new(new IPAddress([127, .. RandomNumberGenerator.GetBytes(2), 2]), 0);

    public ScriptedServer() => _listener.Start();

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public string Address => $"http://{EndPoint}/";

    /// <summary>Whether a connection waits to be accepted.</summary>
    public bool IsAsked => _listener.Pending();

    /// <summary>The next connection, with the client's preface read and settings sent.</summary>
    public async Task<Connection> AcceptAsync(params (ushort Id, uint Value)[] settings)
    {
        var connection = await AcceptSilentlyAsync();
        await connection.SendAsync(TestFrames.Settings(settings));
        return connection;
    }

    public async Task<Connection> AcceptSilentlyAsync()
    {
        var connection = new Connection(await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken));
        await connection.ReadPrefaceAsync();
        return connection;
    }

    public void Dispose() => _listener.Dispose();

    internal sealed class Connection(TcpClient client) : IDisposable
    {
        private readonly NetworkStream _stream = client.GetStream();

        private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

        public Task SendAsync(params byte[][] frames) => SendAsync(frames.SelectMany(frame => frame).ToArray());

        public async Task SendAsync(byte[] bytes) => await _stream.WriteAsync(bytes, Cancelled);

        /// <summary>The same again and again, as long as the client takes it.</summary>
        public async Task SendUntilClosedAsync(byte[] bytes)
        {
            try
            {
                while (true)
                {
                    await _stream.WriteAsync(bytes, Cancelled);
                }
            }
            catch (IOException)
            {
                // Closed.
            }
        }

        /// <summary>A segment a byte, as far as the machine goes along.</summary>
        public async Task SendByteByByteAsync(params byte[][] frames)
        {
            client.NoDelay = true;
            foreach (var octet in frames.SelectMany(frame => frame))
            {
                await _stream.WriteAsync(new[] { octet }, Cancelled);
            }
        }

        /// <summary>The next frame of this type; what the client says besides is skipped.</summary>
        public async Task<(FrameHeader Header, byte[] Payload)> ReadAsync(FrameType type)
        {
            while (true)
            {
                var bytes = new byte[FrameHeader.Size];
                await _stream.ReadExactlyAsync(bytes, Cancelled);
                var header = FrameHeader.Read(bytes);
                var payload = new byte[header.Length];
                await _stream.ReadExactlyAsync(payload, Cancelled);
                if (header.Type == type)
                {
                    return (header, payload);
                }
            }
        }

        /// <returns>Stream id and headers of the next request.</returns>
        public async Task<(int StreamId, List<(string Name, string Value)> Headers)> ReadRequestAsync()
        {
            var (header, block) = await ReadAsync(FrameType.Headers);
            Assert.True(header.Flags.HasFlag(FrameFlags.EndStream));
            while (!header.Flags.HasFlag(FrameFlags.EndHeaders))
            {
                (header, var more) = await ReadAsync(FrameType.Continuation);
                block = [.. block, .. more];
            }

            return (header.StreamId, HeaderDecoder.Decode(block));
        }

        /// <summary>Until the client has closed.</summary>
        public async Task ReadToEndAsync()
        {
            try
            {
                await _stream.CopyToAsync(Stream.Null, Cancelled);
            }
            catch (IOException)
            {
                // A reset is an end as well.
            }
        }

        public async Task ReadPrefaceAsync()
        {
            var preface = new byte[24];
            await _stream.ReadExactlyAsync(preface, Cancelled);
            Assert.Equal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Encoding.ASCII.GetString(preface));
        }

        public void Dispose() => client.Dispose();
    }
}
