using System.Buffers;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Http2.Hpack;

namespace RealtimeMesh.Gateway.Http2;

internal static class ClientStart
{
    /// <summary>What a connection begins with.</summary>
    public static void WriteStart(this IBufferWriter<byte> output)
    {
        output.Write(FrameWriting.Preface);
        output.WriteSettings(
            (Setting.HeaderTableSize, 0u), (Setting.EnablePush, 0u), (Setting.MaxHeaderListSize, (uint)HeaderDecoder.MaxListSize), (Setting.StreamsOnly, 1u));
        output.WriteWindowUpdate(0, Http2Connection.Window - Setting.FirstWindow);
    }
}
