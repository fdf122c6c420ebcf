namespace RealtimeMesh.Http2.Frames;

/// <summary>Ids of settings (RFC 9113, section 6.5.2), and one of ours.</summary>
internal static class Setting
{
    /// <summary>Bytes of an id and its value.</summary>
    public const int Size = 6;

    public const ushort HeaderTableSize = 0x1;
    public const ushort EnablePush = 0x2;
    public const ushort MaxConcurrentStreams = 0x3;
    public const ushort InitialWindowSize = 0x4;
    public const ushort MaxFrameSize = 0x5;
    public const ushort MaxHeaderListSize = 0x6;

    /// <summary>
    /// With the value 1 in a client's first settings: its requests on this connection have no bodies and use no header table. From the range
    /// for experiments; who does not know it passes over it.
    /// </summary>
    public const ushort StreamsOnly = 0xf0e5;

    /// <summary>Bytes of a stream, and of a connection, that may be sent before the peer has said anything of its windows.</summary>
    public const int FirstWindow = 65_535;
}
