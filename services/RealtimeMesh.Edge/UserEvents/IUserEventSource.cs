namespace RealtimeMesh.Edge.UserEvents;

/// <summary>Where the events of users come from: Redis, or the memory of a host that is one process.</summary>
public interface IUserEventSource
{
    /// <summary>False while nobody can be subscribed; new streams are refused then.</summary>
    bool IsAvailable { get; }

    /// <summary>
    /// Raised when every subscription may have missed messages. All of them are over then: nothing arrives in them that can be relied on.
    /// </summary>
    event Action? SubscriptionsLost;

    /// <summary>
    /// Starts to receive one user's messages, as docs/protocol.md describes them. They arrive in order, one call at a time.
    /// </summary>
    /// <param name="userId">Whose messages.</param>
    /// <param name="onMessage">Never waits and never throws. The memory is not changed afterwards.</param>
    /// <returns>
    /// Completes when the source has acknowledged: whatever is published from then on arrives. Disposing it completes when nothing arrives any more.
    /// </returns>
    /// <exception cref="UserEventsUnavailableException">The subscription was not to be had within a few seconds.</exception>
    Task<IAsyncDisposable> SubscribeAsync(string userId, Action<ReadOnlyMemory<byte>> onMessage);
}
