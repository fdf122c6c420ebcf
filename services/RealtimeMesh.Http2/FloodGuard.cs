namespace RealtimeMesh.Http2;

/// <summary>Counts the frames that cost us work and bring nothing: a server that works sends few of them.</summary>
internal sealed class FloodGuard(TimeProvider time)
{
    private const int MostInPeriod = 5_000;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private long _since;
    private int _count;

    /// <param name="now">A timestamp.</param>
    /// <exception cref="Http2Exception">Too many.</exception>
    public void Count(long now)
    {
        if (time.GetElapsedTime(_since, now) >= Period)
        {
            (_since, _count) = (now, 0);
        }

        if (++_count > MostInPeriod)
        {
            throw new Http2Exception(Http2ErrorCode.EnhanceYourCalm, "Too many frames without a purpose");
        }
    }
}
