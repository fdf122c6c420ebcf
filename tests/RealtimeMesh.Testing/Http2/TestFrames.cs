using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Http2.Hpack;

namespace RealtimeMesh.Testing.Http2;

/// <summary>Frames as servers send them, and as they should not.</summary>
internal static class TestFrames
{
    public static byte[] Settings(params (ushort Id, uint Value)[] settings) => Of(FrameType.Settings, FrameFlags.None, 0, [.. settings.SelectMany(setting =>
    {
        var bytes = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, setting.Id);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2), setting.Value);
        return bytes;
    })]);

    public static byte[] Head(int streamId, params (string Name, string Value)[] fields) =>
        Of(FrameType.Headers, FrameFlags.EndHeaders, streamId, Block(fields.Length > 0 ? fields : [(":status", "200"), ("content-type", "text/event-stream")]));

    public static byte[] Data(int streamId, string text, bool ends = false) =>
        Of(FrameType.Data, ends ? FrameFlags.EndStream : FrameFlags.None, streamId, Encoding.UTF8.GetBytes(text));

    public static byte[] Reset(int streamId, Http2ErrorCode code) => Of(FrameType.RstStream, FrameFlags.None, streamId, Number((uint)code));

    public static byte[] GoAway(int lastStreamId, Http2ErrorCode code = Http2ErrorCode.NoError) =>
        Of(FrameType.GoAway, FrameFlags.None, 0, [.. Number((uint)lastStreamId), .. Number((uint)code)]);

    public static byte[] Of(FrameType type, FrameFlags flags, int streamId, params byte[] payload)
    {
        var frame = new byte[FrameHeader.Size + payload.Length];
        new FrameHeader(payload.Length, type, flags, streamId).Write(frame);
        payload.CopyTo(frame, FrameHeader.Size);
        return frame;
    }

    public static byte[] Block(params (string Name, string Value)[] fields)
    {
        var block = new ArrayBufferWriter<byte>();
        foreach (var (name, value) in fields)
        {
            HeaderEncoder.Write(block, name, value);
        }

        return block.WrittenSpan.ToArray();
    }

    public static byte[] Number(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
