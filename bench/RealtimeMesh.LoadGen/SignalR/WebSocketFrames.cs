using System.Buffers.Binary;

namespace RealtimeMesh.LoadGen.SignalR;

/// <summary>Takes a server's WebSocket frames (RFC 6455, 5.2) off its bytes in place, however these come in pieces.</summary>
internal struct WebSocketFrames
{
    private const int LongestHeader = 10;
    private const byte Close = 8;

    // In the first byte's lower half from here on: close, ping, pong.
    private const byte FirstControl = 8;

    private byte[]? _header;
    private int _headerFilled;
    private byte _opcode;
    private long _remaining;

    /// <summary>The server has said that it will send nothing more.</summary>
    public readonly bool IsClosed => _opcode == Close;

    /// <summary>Takes bytes off <paramref name="bytes"/> up to the end of the next piece of a message's payload.</summary>
    /// <returns>The piece; empty when there is none before the end of the bytes.</returns>
    /// <exception cref="FormatException">The server masked a frame: it is no server.</exception>
    public ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !IsClosed)
        {
            if (_remaining == 0 && !ReadHeader(ref bytes))
            {
                continue;
            }

            var piece = bytes[..(int)Math.Min(_remaining, bytes.Length)];
            bytes = bytes[piece.Length..];
            _remaining -= piece.Length;
            if (_opcode < FirstControl && !piece.IsEmpty)
            {
                return piece;
            }
        }

        return default;
    }

    private bool ReadHeader(ref ReadOnlySpan<byte> bytes)
    {
        const int mask = 0x80, twoBytes = 126, eightBytes = 127;
        _header ??= new byte[LongestHeader];
        _header[_headerFilled++] = bytes[0];
        bytes = bytes[1..];
        if (_headerFilled < 2)
        {
            return false;
        }

        var length = _header[1] < mask ? _header[1] : throw new FormatException("The server masked a WebSocket frame.");
        if (_headerFilled < 2 + (length switch { twoBytes => 2, eightBytes => 8, _ => 0 }))
        {
            return false;
        }

        _remaining = length switch
        {
            twoBytes => BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2)),
            eightBytes => BinaryPrimitives.ReadInt64BigEndian(_header.AsSpan(2)),
            _ => length,
        };
        _opcode = (byte)(_header[0] & 0x0F);
        _headerFilled = 0;
        return true;
    }
}
