namespace RealtimeMesh.Http2;

/// <summary>The peer broke the protocol, or a limit of ours: the connection ends with <see cref="Code"/>.</summary>
internal sealed class Http2Exception(Http2ErrorCode code, string message) : Exception($"{message} ({code})")
{
    public Http2ErrorCode Code => code;
}
