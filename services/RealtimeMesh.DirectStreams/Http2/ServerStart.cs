using System.Buffers;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Http2.Hpack;

namespace RealtimeMesh.DirectStreams.Http2;

internal static class ServerStart
{
    /// <summary>What a connection begins with. The window stays as small as it is at first: there are no bodies.</summary>
    public static void WriteServerStart(this IBufferWriter<byte> output, int maxStreams) => output.WriteSettings(
        (Setting.HeaderTableSize, 0u), (Setting.MaxConcurrentStreams, (uint)maxStreams), (Setting.MaxHeaderListSize, (uint)HeaderDecoder.MaxListSize));
}
