namespace RealtimeMesh.Gateway.Http2;

/// <summary>Counts the frames that cost us work and bring nothing: a server that works sends few of them.</summary>
internal sealed class FloodGuard
{
    /// <summary>Between two calls of <see cref="Forget"/>, which come every second.</summary>
    public const int Most = 5_000;

    private int _count;

    /// <exception cref="Http2Exception">Too many.</exception>
    public void Count()
    {
        if (Interlocked.Increment(ref _count) > Most)
        {
            throw new Http2Exception(Http2ErrorCode.EnhanceYourCalm, "Too many frames without a purpose");
        }
    }

    public void Forget() => Volatile.Write(ref _count, 0);
}
