namespace RealtimeMesh.Http2.Frames;

/// <summary>What a peer's frames say, each well-formed by itself. Spans hold for the call.</summary>
internal interface IFrameReceiver
{
    /// <param name="streamId">Whose.</param>
    /// <param name="data">Without padding. Valid as long as what was parsed.</param>
    /// <param name="flowLength">What it counts in both windows.</param>
    /// <param name="endsStream">Nothing follows.</param>
    void OnData(int streamId, ReadOnlyMemory<byte> data, int flowLength, bool endsStream);

    /// <param name="streamId">Whose.</param>
    /// <param name="block">Whole, still encoded.</param>
    /// <param name="endsStream">Nothing follows.</param>
    void OnHeaders(int streamId, ReadOnlySpan<byte> block, bool endsStream);

    void OnReset(int streamId, Http2ErrorCode code);

    void OnSetting(ushort id, uint value);

    /// <summary>After the settings of a frame.</summary>
    void OnSettingsEnd();

    void OnPing(ReadOnlySpan<byte> payload);

    /// <param name="streamId">0 is the connection.</param>
    /// <param name="bytes">So many more may be sent; 0 is an error of the stream.</param>
    void OnWindowUpdate(int streamId, int bytes);

    /// <param name="lastStreamId">The peer has not begun, and will not begin, what came after it.</param>
    /// <param name="code">Why.</param>
    void OnGoAway(int lastStreamId, Http2ErrorCode code);

    /// <summary>An answer of the peer or a frame without a meaning for us: free of effect, but not to be had in any number.</summary>
    void OnOther();
}
