namespace RealtimeMesh.Contracts.UserEvents;

/// <summary>
/// The Redis keys of one user. The braces are hash tags: all keys and the channel have the same cluster slot, so one script may touch all of them.
/// </summary>
/// <param name="prefix"><see cref="UserEventChannel.DefaultPrefix"/>, unless the setting names another.</param>
/// <param name="userId">An allowed user id: without braces and colons.</param>
public readonly struct UserEventKeys(string prefix, string userId)
{
    private readonly string _tag = $"{{{UserEventChannel.Name(prefix, userId)}}}";

    /// <summary>Hash: <c>e</c> the epoch, <c>n</c> the newest event's offset, <c>k</c> when an operator last ended the streams, in Unix milliseconds.</summary>
    public string Position => $"{_tag}:pos";

    /// <summary>Stream: entry <c>n-0</c>, <c>d</c> the event's JSON, <c>t</c> its type.</summary>
    public string Log => $"{_tag}:log";

    /// <summary>Sorted set: the user's streams, each with the time in Unix milliseconds after which it no longer counts.</summary>
    public string Streams => $"{_tag}:streams";

    /// <summary>String: a message id that was published.</summary>
    public string Seen(Guid messageId) => $"{_tag}:seen:{messageId}";

    /// <summary>String: the highest sequence published for a job.</summary>
    public string Sequence(Guid jobId) => $"{_tag}:seq:{jobId}";
}
