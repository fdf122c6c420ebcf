using System.Buffers.Binary;

namespace RealtimeMesh.Http2.Frames;

/// <param name="Length">Bytes of the payload, which follows.</param>
/// <param name="StreamId">0 is the connection.</param>
internal readonly record struct FrameHeader(int Length, FrameType Type, FrameFlags Flags, int StreamId)
{
    public const int Size = 9;

    public static FrameHeader Read(ReadOnlySpan<byte> from) => new(
        (from[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(from[1..]),
        (FrameType)from[3],
        (FrameFlags)from[4],
        (int)(BinaryPrimitives.ReadUInt32BigEndian(from[5..]) & int.MaxValue));

    public void Write(Span<byte> to)
    {
        to[0] = (byte)(Length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(to[1..], (ushort)Length);
        to[3] = (byte)Type;
        to[4] = (byte)Flags;
        BinaryPrimitives.WriteInt32BigEndian(to[5..], StreamId);
    }
}
