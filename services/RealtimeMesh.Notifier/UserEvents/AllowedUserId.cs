using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.ServiceDefaults;

namespace RealtimeMesh.Notifier.UserEvents;

internal static class AllowedUserId
{
    public static string Of(string? userId, string field) =>
        UserId.IsValid(userId) ? userId! : throw new RefusedMessageException(field, userId, UserId.Allowed);

    /// <returns>Each once.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<string>? userIds, string field) =>
        userIds is { Count: >= 1 and <= PublishUserEvent.MaxUserIds }
            ? [.. userIds.Select((userId, index) => Of(userId, $"{field}[{index}]")).Distinct()]
            : throw new RefusedMessageException(field, $"{userIds?.Count ?? 0} ids", $"1 to {PublishUserEvent.MaxUserIds} ids");
}
