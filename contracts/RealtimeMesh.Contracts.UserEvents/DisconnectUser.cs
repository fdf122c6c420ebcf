namespace RealtimeMesh.Contracts.UserEvents;

/// <summary>Ends every stream that a user has now, on every edge. It forbids nothing: a client with a good token may come back.</summary>
public sealed record DisconnectUser
{
    public required string UserId { get; init; }
}
