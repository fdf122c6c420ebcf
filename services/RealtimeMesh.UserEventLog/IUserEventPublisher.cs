namespace RealtimeMesh.UserEventLog;

/// <summary>Where user events go: Redis, or the memory of a host that is one process.</summary>
public interface IUserEventPublisher
{
    /// <summary>Appends an event to a user's log and tells whoever listens, in one step; not a second time, and no event of a job behind a later one.</summary>
    /// <returns>What became of it. An exception means that it may be published or not: try again under the same message id.</returns>
    Task<PublishOutcome> PublishAsync(string userId, OutgoingUserEvent userEvent, CancellationToken cancellationToken);

    /// <summary>Ends all streams that a user has now, on every edge; not a second time for the same message, if it is one.</summary>
    Task DisconnectAsync(string userId, Guid? messageId, CancellationToken cancellationToken);
}

/// <summary>What became of an event.</summary>
public enum PublishOutcome
{
    Published,

    /// <summary>The user has had no stream for so long that nobody can resume; or none now, where that was asked.</summary>
    NotConnected,

    /// <summary>Its message id was published before.</summary>
    Repeated,

    /// <summary>A later event of its job was published before.</summary>
    Late,
}
