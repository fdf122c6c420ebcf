using System.Buffers.Binary;

namespace RealtimeMesh.LoadGen.Http;

/// <summary>A frame, or a part of one: the payload of DATA is handed over as it comes, of others when it is complete.</summary>
internal readonly ref struct Http2Piece(byte type, byte flags, int stream, ReadOnlySpan<byte> payload, bool isLast)
{
    public byte Type => type;

    public int Stream => stream;

    public ReadOnlySpan<byte> Payload { get; } = payload;

    public bool Has(byte flag) => (flags & flag) != 0;

    /// <summary>Nothing of this frame follows.</summary>
    public bool IsLast => isLast;
}

/// <summary>Takes frames off the bytes of a connection, however these come in pieces.</summary>
internal sealed class Http2FrameReader
{
    // A client that has not said otherwise gets no larger ones.
    private const int MaxFrame = 16_384;

    private readonly byte[] _header = new byte[Http2Frame.HeaderSize];
    private readonly byte[] _payload = new byte[MaxFrame];
    private int _headerFilled;
    private int _payloadFilled;
    private int _remaining;

    /// <summary>Takes bytes up to the end of the next piece.</summary>
    /// <returns>False when the bytes are used up before.</returns>
    /// <exception cref="FormatException">It is no HTTP/2.</exception>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, out Http2Piece piece)
    {
        piece = default;
        if (_headerFilled < _header.Length && !ReadHeader(ref bytes))
        {
            return false;
        }

        var (type, flags) = (_header[3], _header[4]);
        var stream = BinaryPrimitives.ReadInt32BigEndian(_header.AsSpan(5)) & int.MaxValue;
        var part = bytes[..Math.Min(_remaining, bytes.Length)];
        bytes = bytes[part.Length..];
        _remaining -= part.Length;
        var isLast = _remaining == 0;
        if (isLast)
        {
            _headerFilled = 0;
        }

        if (type == Http2Frame.Data)
        {
            piece = new Http2Piece(type, flags, stream, part, isLast);
            return isLast || !part.IsEmpty;
        }

        part.CopyTo(_payload.AsSpan(_payloadFilled));
        _payloadFilled += part.Length;
        if (!isLast)
        {
            return false;
        }

        piece = new Http2Piece(type, flags, stream, _payload.AsSpan(0, _payloadFilled), isLast);
        _payloadFilled = 0;
        return true;
    }

    private bool ReadHeader(ref ReadOnlySpan<byte> bytes)
    {
        var part = bytes[..Math.Min(_header.Length - _headerFilled, bytes.Length)];
        part.CopyTo(_header.AsSpan(_headerFilled));
        bytes = bytes[part.Length..];
        _headerFilled += part.Length;
        if (_headerFilled < _header.Length)
        {
            return false;
        }

        _remaining = BinaryPrimitives.ReadInt32BigEndian(_header) >>> 8;
        return _remaining <= MaxFrame ? true : throw new FormatException($"The server sent a frame of {_remaining} bytes: is it HTTP/2?");
    }
}
