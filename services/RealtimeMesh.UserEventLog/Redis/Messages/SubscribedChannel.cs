using Microsoft.Extensions.Logging;

namespace RealtimeMesh.UserEventLog.Redis.Messages;

/// <summary>One channel, and who receives its messages.</summary>
internal sealed class SubscribedChannel(string name, MessageReceiver receiver, ILogger logger)
{
    public string Name { get; } = name;

    /// <summary>Its last message among those that a lane has just taken.</summary>
    public int Last { get; set; }

    public void Receive(ReadOnlyMemory<byte> message, bool more)
    {
        try
        {
            receiver(message, more);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Against its promise; other channels' messages come on the same thread.
            logger.ReceiverFailed(fault, Name);
        }
    }
}
