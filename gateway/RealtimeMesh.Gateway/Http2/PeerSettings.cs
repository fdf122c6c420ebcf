namespace RealtimeMesh.Gateway.Http2;

/// <summary>What a server says about itself, as far as it concerns a client without request bodies.</summary>
internal sealed class PeerSettings
{
    private const ushort EnablePush = 0x2;
    private const ushort MaxConcurrentStreams = 0x3;
    private const ushort InitialWindowSize = 0x4;
    private const ushort MaxFrameSize = 0x5;

    // As a server of which nothing is known is treated, and more than which none gets: what one connection carries dies with it.
    private const int MostStreams = 10_000;

    public int MaxStreams { get; private set; } = MostStreams;

    /// <exception cref="Http2Exception">A value that there cannot be.</exception>
    public void Set(ushort id, uint value)
    {
        var error = id switch
        {
            EnablePush when value != 0 => Http2ErrorCode.ProtocolError,
            InitialWindowSize when value > int.MaxValue => Http2ErrorCode.FlowControlError,
            MaxFrameSize when value is < 16_384 or > 16_777_215 => Http2ErrorCode.ProtocolError,
            _ => Http2ErrorCode.NoError,
        };
        if (error is not Http2ErrorCode.NoError)
        {
            throw new Http2Exception(error, $"Setting {id} is {value}");
        }

        if (id is MaxConcurrentStreams)
        {
            MaxStreams = (int)Math.Min(value, MostStreams);
        }
    }
}
