namespace RealtimeMesh.Gateway.Http2;

/// <summary>How a stream of a connection ended.</summary>
internal enum StreamOutcome
{
    NotYet,

    /// <summary>The response is whole.</summary>
    Complete,

    /// <summary>The server did not begin it: asking again elsewhere does no harm.</summary>
    Refused,

    /// <summary>The server broke it off.</summary>
    Reset,

    /// <summary>The connection is gone.</summary>
    Lost,

    /// <summary>Nothing came for too long.</summary>
    TimedOut,

    /// <summary>What came is no response.</summary>
    Malformed,

    /// <summary>Nobody wants it any more.</summary>
    Cancelled,
}
