using System.Buffers;
using System.Buffers.Binary;

namespace RealtimeMesh.Http2.Frames;

/// <summary>Frames as they are sent, by client and server.</summary>
internal static class FrameWriting
{
    /// <summary>How a client begins, before its settings.</summary>
    public static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    public static void WriteSettings(this IBufferWriter<byte> output, params ReadOnlySpan<(ushort Id, uint Value)> settings)
    {
        WriteHeader(output, new FrameHeader(settings.Length * Setting.Size, FrameType.Settings, FrameFlags.None, 0));
        foreach (var (id, value) in settings)
        {
            BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(sizeof(ushort)), id);
            output.Advance(sizeof(ushort));
            WriteNumber(output, value);
        }
    }

    public static void WriteSettingsAck(this IBufferWriter<byte> output) =>
        WriteHeader(output, new FrameHeader(0, FrameType.Settings, FrameFlags.Ack, 0));

    /// <summary>A request without a body, or a response's head.</summary>
    public static void WriteHeaders(this IBufferWriter<byte> output, int streamId, ReadOnlySpan<byte> block, bool endsStream)
    {
        var type = FrameType.Headers;
        var flags = endsStream ? FrameFlags.EndStream : FrameFlags.None;
        while (block.Length > FrameParser.MaxPayload)
        {
            WriteHeader(output, new FrameHeader(FrameParser.MaxPayload, type, flags, streamId));
            output.Write(block[..FrameParser.MaxPayload]);
            block = block[FrameParser.MaxPayload..];
            (type, flags) = (FrameType.Continuation, FrameFlags.None);
        }

        WriteHeader(output, new FrameHeader(block.Length, type, flags | FrameFlags.EndHeaders, streamId));
        output.Write(block);
    }

    /// <param name="output">Where to.</param>
    /// <param name="streamId">Whose.</param>
    /// <param name="data">At most <see cref="FrameParser.MaxPayload"/> bytes.</param>
    /// <param name="endsStream">Nothing follows.</param>
    public static void WriteData(this IBufferWriter<byte> output, int streamId, ReadOnlySpan<byte> data, bool endsStream = false)
    {
        var frame = output.GetSpan(FrameHeader.Size + data.Length);
        new FrameHeader(data.Length, FrameType.Data, endsStream ? FrameFlags.EndStream : FrameFlags.None, streamId).Write(frame);
        data.CopyTo(frame[FrameHeader.Size..]);
        output.Advance(FrameHeader.Size + data.Length);
    }

    public static void WriteWindowUpdate(this IBufferWriter<byte> output, int streamId, int bytes) =>
        WriteNumber(output, FrameType.WindowUpdate, streamId, (uint)bytes);

    public static void WriteReset(this IBufferWriter<byte> output, int streamId, Http2ErrorCode code) =>
        WriteNumber(output, FrameType.RstStream, streamId, (uint)code);

    public static void WritePing(this IBufferWriter<byte> output, ReadOnlySpan<byte> payload, bool isAck)
    {
        WriteHeader(output, new FrameHeader(payload.Length, FrameType.Ping, isAck ? FrameFlags.Ack : FrameFlags.None, 0));
        output.Write(payload);
    }

    /// <param name="output">Where to.</param>
    /// <param name="code">Why.</param>
    /// <param name="lastStreamId">The peer's last stream that was begun; a server has opened none.</param>
    public static void WriteGoAway(this IBufferWriter<byte> output, Http2ErrorCode code, int lastStreamId = 0)
    {
        WriteHeader(output, new FrameHeader(8, FrameType.GoAway, FrameFlags.None, 0));
        WriteNumber(output, (uint)lastStreamId);
        WriteNumber(output, (uint)code);
    }

    private static void WriteNumber(IBufferWriter<byte> output, FrameType type, int streamId, uint number)
    {
        WriteHeader(output, new FrameHeader(sizeof(uint), type, FrameFlags.None, streamId));
        WriteNumber(output, number);
    }

    private static void WriteHeader(IBufferWriter<byte> output, FrameHeader header)
    {
        header.Write(output.GetSpan(FrameHeader.Size));
        output.Advance(FrameHeader.Size);
    }

    private static void WriteNumber(IBufferWriter<byte> output, uint number)
    {
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(sizeof(uint)), number);
        output.Advance(sizeof(uint));
    }
}
