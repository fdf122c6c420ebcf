using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;

namespace RealtimeMesh.Gateway.Http2;

/// <summary>What a server says about itself, as far as it concerns a client without request bodies.</summary>
internal sealed class PeerSettings
{
    // As a server of which nothing is known is treated, and more than which none gets: what one connection carries dies with it.
    private const int MostStreams = 10_000;

    public int MaxStreams { get; private set; } = MostStreams;

    /// <exception cref="Http2Exception">A value that there cannot be.</exception>
    public void Set(ushort id, uint value)
    {
        var error = id switch
        {
            Setting.EnablePush when value != 0 => Http2ErrorCode.ProtocolError,
            Setting.InitialWindowSize when value > int.MaxValue => Http2ErrorCode.FlowControlError,
            Setting.MaxFrameSize when value is < 16_384 or > 16_777_215 => Http2ErrorCode.ProtocolError,
            _ => Http2ErrorCode.NoError,
        };
        if (error is not Http2ErrorCode.NoError)
        {
            throw new Http2Exception(error, $"Setting {id} is {value}");
        }

        if (id is Setting.MaxConcurrentStreams)
        {
            MaxStreams = (int)Math.Min(value, MostStreams);
        }
    }
}
