namespace RealtimeMesh.UserEventLog;

/// <summary>Takes one message of a user's channel. Never waits and never throws.</summary>
/// <param name="message">Its bytes may be used again after the call.</param>
/// <param name="more">Another one of this channel follows at once, on the same thread.</param>
public delegate void MessageReceiver(ReadOnlyMemory<byte> message, bool more);
