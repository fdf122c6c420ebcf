namespace RealtimeMesh.Soak.Load;

/// <summary>One block of an event stream.</summary>
internal sealed record Frame(string Event, string? Id, string Data);
