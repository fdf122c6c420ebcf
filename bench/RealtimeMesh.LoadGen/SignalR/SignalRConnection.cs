using System.Text;
using RealtimeMesh.LoadGen.Http;
using RealtimeMesh.LoadGen.Sockets;
using RealtimeMesh.LoadGen.Streams;

namespace RealtimeMesh.LoadGen.SignalR;

/// <summary>A SignalR client on a WebSocket: JSON protocol, no negotiation. Every invocation that the server sends is an event.</summary>
internal sealed class SignalRConnection(Wire wire, LoadStream stream, StreamTarget target) : Connection(wire)
{
    private const byte RecordEnd = 0x1E;

    private WebSocketFrames _frames;
    private byte[] _record = [];
    private byte[] _head = [];
    private bool _isWebSocket;

    public override IReadOnlyCollection<LoadStream> Streams => [stream];

    // As a text frame of one piece, masked with zeros, which change nothing.
    private static byte[] Handshake { get; } = Frame("{\"protocol\":\"json\",\"version\":1}\u001e"u8);

    private static ReadOnlySpan<byte> HandshakeAnswer => "{}"u8;

    private static ReadOnlySpan<byte> Ping => "{\"type\":6}"u8;

    public override bool Leave(LoadStream leaving) => false;

    protected override bool OnEstablished() => Wire.Write(Encoding.ASCII.GetBytes(
        $"GET {target.Path(stream.User)} HTTP/1.1\r\nhost: {target.Authority}\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
        + "sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));

    protected override bool OnBytes(ReadOnlySpan<byte> bytes) => _isWebSocket ? OnFrames(bytes) : OnHead([.. _head, .. bytes]);

    private bool OnHead(byte[] bytes)
    {
        ReadOnlySpan<byte> rest = _head = bytes;
        if (ResponseHead.Read(ref rest) is not { } head)
        {
            return true;
        }

        if (head.Status != 101)
        {
            stream.Reader.OnRefused(stream, head.Status, head.RetryAfter);
            return false;
        }

        (_isWebSocket, _head) = (true, []);
        return Wire.Write(Handshake) && OnFrames(rest);
    }

    private bool OnFrames(ReadOnlySpan<byte> bytes)
    {
        while (_frames.Next(ref bytes) is { IsEmpty: false } payload)
        {
            while (payload.IndexOf(RecordEnd) is var end and >= 0)
            {
                OnRecord(_record.Length > 0 ? [.. _record, .. payload[..end]] : payload[..end]);
                _record = [];
                payload = payload[(end + 1)..];
            }

            if (!payload.IsEmpty)
            {
                _record = [.. _record, .. payload];
            }
        }

        return !_frames.IsClosed;
    }

    private void OnRecord(ReadOnlySpan<byte> record)
    {
        stream.Reader.Tally.Bytes += record.Length;
        if (record.SequenceEqual(HandshakeAnswer))
        {
            stream.Begin();
            stream.Reader.OnOpened(stream);
        }
        else if (record.SequenceEqual(Ping))
        {
            stream.OnComment();
        }
        else
        {
            stream.OnData(record);
            stream.OnBlockEnd();
        }
    }

    private static byte[] Frame(ReadOnlySpan<byte> text) => [0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. text];
}
