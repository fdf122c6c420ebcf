namespace RealtimeMesh.Contracts.UserEvents;

/// <summary>Where a user's events travel in Redis.</summary>
public static class UserEventChannel
{
    public const string DefaultPrefix = "cs:sse:user";

    /// <summary>Setting that replaces <see cref="DefaultPrefix"/>: the same for notifier and edge, or nothing arrives.</summary>
    public const string PrefixSetting = "RealtimeMesh:ChannelPrefix";

    /// <summary>The pub/sub channel of one user.</summary>
    public static string Name(string prefix, string userId) => $"{prefix}:{userId}";
}
