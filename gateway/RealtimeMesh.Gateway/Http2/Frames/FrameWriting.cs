using System.Buffers;
using System.Buffers.Binary;

namespace RealtimeMesh.Gateway.Http2.Frames;

/// <summary>The frames that a client sends whose requests have no bodies.</summary>
internal static class FrameWriting
{
    /// <summary>Bytes of all streams together that a server may send before it hears of them.</summary>
    public const int ConnectionWindow = 16 * 1024 * 1024;

    private const ushort HeaderTableSize = 0x1;
    private const ushort EnablePush = 0x2;
    private const ushort MaxHeaderListSize = 0x6;

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>How a client begins.</summary>
    public static void WriteStart(this IBufferWriter<byte> output)
    {
        output.Write(Preface);
        WriteHeader(output, new FrameHeader(3 * 6, FrameType.Settings, FrameFlags.None, 0));
        WriteSetting(output, HeaderTableSize, 0);
        WriteSetting(output, EnablePush, 0);
        WriteSetting(output, MaxHeaderListSize, Hpack.HeaderDecoder.MaxListSize);
        WriteWindowUpdate(output, 0, ConnectionWindow - Http2Stream.Window);
    }

    public static void WriteSettingsAck(this IBufferWriter<byte> output) =>
        WriteHeader(output, new FrameHeader(0, FrameType.Settings, FrameFlags.Ack, 0));

    /// <summary>A whole request.</summary>
    public static void WriteRequest(this IBufferWriter<byte> output, int streamId, ReadOnlySpan<byte> block)
    {
        var type = FrameType.Headers;
        var flags = FrameFlags.EndStream;
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

    public static void WriteWindowUpdate(this IBufferWriter<byte> output, int streamId, int bytes) =>
        WriteNumber(output, FrameType.WindowUpdate, streamId, (uint)bytes);

    public static void WriteReset(this IBufferWriter<byte> output, int streamId, Http2ErrorCode code) =>
        WriteNumber(output, FrameType.RstStream, streamId, (uint)code);

    public static void WritePing(this IBufferWriter<byte> output, ReadOnlySpan<byte> payload, bool isAck)
    {
        WriteHeader(output, new FrameHeader(payload.Length, FrameType.Ping, isAck ? FrameFlags.Ack : FrameFlags.None, 0));
        output.Write(payload);
    }

    public static void WriteGoAway(this IBufferWriter<byte> output, Http2ErrorCode code)
    {
        // The server has opened no streams: the last one of them is 0.
        WriteHeader(output, new FrameHeader(8, FrameType.GoAway, FrameFlags.None, 0));
        WriteNumber(output, 0);
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

    private static void WriteSetting(IBufferWriter<byte> output, ushort id, uint value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(sizeof(ushort)), id);
        output.Advance(sizeof(ushort));
        WriteNumber(output, value);
    }

    private static void WriteNumber(IBufferWriter<byte> output, uint number)
    {
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(sizeof(uint)), number);
        output.Advance(sizeof(uint));
    }
}
