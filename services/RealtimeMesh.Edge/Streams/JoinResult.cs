namespace RealtimeMesh.Edge.Streams;

/// <summary>Whether a stream has joined its user's channel.</summary>
internal enum JoinResult
{
    Joined,
    Full,
    Closed,
    Unavailable,
}
