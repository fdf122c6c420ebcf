namespace RealtimeMesh.Notifier.Routing;

/// <summary>What one type of message does, whatever brought it. Thread-safe.</summary>
internal interface IMessageHandler<in TMessage>
    where TMessage : class
{
    /// <summary>Ends when all of it has been taken. Throws otherwise; the next try leaves out what <paramref name="incoming"/> says is done.</summary>
    /// <exception cref="RefusedMessageException">It can never be taken.</exception>
    /// <exception cref="UserEventLog.UserEventsUnavailableException">It cannot be taken just now.</exception>
    Task HandleAsync(TMessage message, Incoming incoming, CancellationToken cancellationToken);
}
