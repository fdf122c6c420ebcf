namespace RealtimeMesh.UserEventLog;

/// <summary>One event of a user's log.</summary>
/// <param name="Offset">One more than that of the event before it.</param>
/// <param name="Type">Empty when whoever published it did not say.</param>
/// <param name="Json">The event in UTF-8.</param>
public readonly record struct LoggedUserEvent(long Offset, ReadOnlyMemory<byte> Type, ReadOnlyMemory<byte> Json);
