namespace RealtimeMesh.UserEventLog;

/// <summary>Takes one message of a user's channel. Never waits and never throws.</summary>
/// <param name="message">Is not changed afterwards.</param>
/// <param name="more">Another one follows at once, on the same thread.</param>
public delegate void MessageReceiver(ReadOnlyMemory<byte> message, bool more);
