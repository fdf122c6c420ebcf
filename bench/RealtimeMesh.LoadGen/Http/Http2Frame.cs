using System.Buffers.Binary;
using System.Text;

namespace RealtimeMesh.LoadGen.Http;

/// <summary>The frames of HTTP/2 (RFC 9113) that a client of streams sends.</summary>
internal static class Http2Frame
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Reset = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte GoAway = 7;
    public const byte WindowUpdate = 8;

    public const byte Ack = 0x1;
    public const byte EndStream = 0x1;
    public const byte EndHeaders = 0x4;
    public const byte Padded = 0x8;

    public const int HeaderSize = 9;

    /// <summary>Settings, of which a server may send any: how many streams it lets a connection have.</summary>
    public const ushort MaxConcurrentStreams = 3;

    private const int WholeWindow = int.MaxValue;
    private const int FirstWindow = 65_535;

    /// <summary>
    /// The first thing on a connection. No header is to be remembered, so that a status can be read without a table, and windows are as wide as can be:
    /// who does not read shall be felt by TCP. What has no bodies says so, as a gateway of RealtimeMesh does to its edges; others pass over it.
    /// </summary>
    public static byte[] Preface(bool hasBodies)
    {
        const ushort headerTable = 1, push = 2, initialWindow = 4, streamsOnly = 0xf0e5;
        byte[] bodies = hasBodies ? [] : Setting(streamsOnly, 1);
        return
        [
            .. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8,
            .. Create(Settings, 0, 0, [.. Setting(headerTable, 0), .. Setting(push, 0), .. Setting(initialWindow, WholeWindow), .. bodies]),
            .. CreateWindowUpdate(WholeWindow - FirstWindow),
        ];
    }

    public static byte[] CreateWindowUpdate(int bytes) => Create(WindowUpdate, 0, 0, Number(bytes));

    public static byte[] CreateReset(int stream)
    {
        const int cancel = 8;
        return Create(Reset, 0, stream, Number(cancel));
    }

    public static byte[] Create(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[HeaderSize + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(HeaderSize));
        return frame;
    }

    /// <summary>Headers in the plainest form of HPACK (RFC 7541): each as it is, none remembered.</summary>
    public static byte[] HeaderBlock(IEnumerable<(string Name, string Value)> headers)
    {
        using var block = new MemoryStream();
        foreach (var (name, value) in headers)
        {
            block.WriteByte(0);
            WriteText(block, name);
            WriteText(block, value);
        }

        return block.ToArray();
    }

    /// <returns>The status that a header block begins with; 0 when it is one that servers have no reason to send.</returns>
    public static int Status(ReadOnlySpan<byte> block)
    {
        // A change of the table's size, which is to be 0.
        while (block is [var first, ..] && (first & 0xE0) == 0x20)
        {
            block = block[1..];
        }

        // The static table has seven of them, the others come as text.
        ReadOnlySpan<int> known = [200, 204, 206, 304, 400, 404, 500];
        return block switch
        {
            [>= 0x88 and <= 0x8E, ..] => known[block[0] - 0x88],
            [0x08 or 0x18 or 0x48, 3, var a, var b, var c, ..] => ((a - '0') * 100) + ((b - '0') * 10) + (c - '0'),
            _ => 0,
        };
    }

    private static void WriteText(MemoryStream block, string text)
    {
        const int prefix = 127;
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = bytes.Length;
        if (length < prefix)
        {
            block.WriteByte((byte)length);
        }
        else
        {
            block.WriteByte(prefix);
            for (length -= prefix; length >= 128; length >>= 7)
            {
                block.WriteByte((byte)(length | 0x80));
            }

            block.WriteByte((byte)length);
        }

        block.Write(bytes);
    }

    private static byte[] Setting(ushort id, int value) => [(byte)(id >> 8), (byte)id, .. Number(value)];

    private static byte[] Number(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
