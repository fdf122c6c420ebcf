namespace RealtimeMesh.Edge.Diagnostics;

// Every message this service logs, in one list. Ids are never reused: dashboards and alerts match on them.
internal static partial class Log
{
    [LoggerMessage(4, LogLevel.Warning, "A stream could not join its user's channel.")]
    public static partial void JoinFailed(this ILogger logger, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "{Count} messages that are not user events were dropped since the last such line; the newest one was for user {UserId}.")]
    public static partial void MessagesDropped(this ILogger logger, long count, string userId);

    [LoggerMessage(7, LogLevel.Information, "A stream of {UserId} was ended: its reader was too far behind.")]
    public static partial void ReaderTooSlow(this ILogger logger, string userId);

    [LoggerMessage(8, LogLevel.Information, "Closing {StreamCount} streams over {Window}.")]
    public static partial void Draining(this ILogger logger, int streamCount, TimeSpan window);

    [LoggerMessage(9, LogLevel.Information, "All streams are closed.")]
    public static partial void Drained(this ILogger logger);

    [LoggerMessage(11, LogLevel.Warning, "Events of {UserCount} users may have been missed: their streams end, and their clients resynchronise.")]
    public static partial void ChannelsBroken(this ILogger logger, int userCount);

    [LoggerMessage(13, LogLevel.Error, "A user's position could not be compared; the user's streams end.")]
    public static partial void CompareFailed(this ILogger logger, Exception exception);

    [LoggerMessage(14, LogLevel.Error, "A user's channel could not be closed in an orderly way.")]
    public static partial void CloseFailed(this ILogger logger, Exception exception);

    [LoggerMessage(15, LogLevel.Warning, "The log of {UserId} could not be read; the user's streams end.")]
    public static partial void ReadFailed(this ILogger logger, string userId, Exception exception);

    [LoggerMessage(12, LogLevel.Information, "An operator ended the {StreamCount} streams of {UserId}.")]
    public static partial void Disconnected(this ILogger logger, long streamCount, string userId);
}
