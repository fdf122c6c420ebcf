namespace RealtimeMesh.UserEventLog;

/// <summary>Where the events of users come from: Redis, or the memory of a host that is one process. Thread-safe.</summary>
/// <remarks>Every call may throw <see cref="UserEventsUnavailableException"/>.</remarks>
public interface IUserEventSource
{
    /// <summary>False while nobody can be subscribed; new streams are refused then.</summary>
    bool IsAvailable { get; }

    /// <summary>Raised when a connection is there again or leads elsewhere: messages may have been missed, so compare positions.</summary>
    event Action? Reconnected;

    /// <summary>Starts to receive one user's messages, as docs/protocol.md describes them, in order and one call at a time.</summary>
    /// <param name="userId">Whose messages.</param>
    /// <param name="onMessage">Takes them.</param>
    /// <returns>Completes when the source has acknowledged. When disposing it completes, at most what had come before arrives.</returns>
    Task<IUserSubscription> SubscribeAsync(string userId, MessageReceiver onMessage);

    /// <summary>Registers a stream, and begins the user's log if there is none.</summary>
    /// <param name="userId">Whose log.</param>
    /// <param name="streamId">Of no other stream.</param>
    /// <param name="maxStreams">How many the user may have, on whatever edges.</param>
    /// <param name="after">How far the client has got, if it says so.</param>
    /// <param name="count">Of the events behind that, how many to return at most.</param>
    /// <returns>Where the log ends, with the event there, and what was missed; null when the user has <paramref name="maxStreams"/> streams already.</returns>
    Task<UserPosition?> OpenAsync(string userId, string streamId, int maxStreams, Cursor? after = null, int count = 0);

    /// <summary>Takes a stream out again. One that nobody takes out is forgotten after <see cref="StreamRetention"/>.</summary>
    void Close(string userId, string streamId);

    /// <summary>Asks where the log ends, and says that these streams are still there: at least every third of <see cref="StreamRetention"/>.</summary>
    /// <param name="userId">Whose log.</param>
    /// <param name="streamIds">The user's streams here.</param>
    /// <param name="offset">Which event to return with it.</param>
    /// <returns>Null when there is no log.</returns>
    Task<UserPosition?> CheckAsync(string userId, IReadOnlyCollection<string> streamIds, long offset);

    /// <summary>Reads events in order, from one offset to another, both included, at most <paramref name="count"/>.</summary>
    /// <returns>Those that are still there; null when the log has another epoch by now.</returns>
    Task<IReadOnlyList<LoggedUserEvent>?> ReadAsync(string userId, string epoch, long from, long to, int count);

    /// <summary>Begins the log anew if it is still in this epoch, because it no longer holds what was delivered.</summary>
    Task BeginAnewAsync(string userId, string epoch);

    /// <summary>How many streams a user has now, on all edges.</summary>
    Task<long> CountStreamsAsync(string userId);

    /// <summary>How long a stream counts after its edge was last heard of.</summary>
    static readonly TimeSpan StreamRetention = TimeSpan.FromSeconds(45);
}

/// <summary>Ends when it is disposed of.</summary>
public interface IUserSubscription : IAsyncDisposable
{
    /// <summary>Subscribes anew, because messages did not arrive that should have.</summary>
    Task RenewAsync();
}
