using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.Notifier.DomainEvents;

internal static class EntityMapping
{
    public static UserEvent ToChange(this IEntityEvent entity, ChangeType change) => new EntityChangeEvent
    {
        EntityType = RefusedMessageException.Given(entity.EntityType, "entityType"),
        ChangeType = change,
        EntityId = entity.EntityId,
        UserId = entity.UserId,
        Timestamp = entity.OccurredAt,
    };

    public static UserEvent ToLine(this ActivityLogged activity) => new ActivityLoggedEvent
    {
        ActivityId = activity.ActivityId,
        ActivityType = RefusedMessageException.Given(activity.ActivityType, "activityType"),
        EntityType = activity.EntityType,
        EntityId = activity.EntityId,
        UserId = activity.UserId,
        Timestamp = activity.OccurredAt,
    };
}
