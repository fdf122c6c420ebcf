using RealtimeMesh.ServiceDefaults;

namespace RealtimeMesh.Notifier.UserEvents;

internal static class AllowedUserId
{
    public static string Of(string? userId, string field) =>
        UserId.IsValid(userId) ? userId! : throw new RefusedMessageException(field, userId, UserId.Allowed);
}
