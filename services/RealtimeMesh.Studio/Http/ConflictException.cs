namespace RealtimeMesh.Studio.Http;

/// <summary>
/// The request does not fit the state that its subject is in: 409. Thrown, not returned, so that a repeat which lost a race
/// against its first request can still be given that one's answer.
/// </summary>
internal sealed class ConflictException(string message) : Exception(message);
