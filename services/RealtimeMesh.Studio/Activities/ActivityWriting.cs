using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Outbox;

namespace RealtimeMesh.Studio.Activities;

internal static class ActivityWriting
{
    /// <summary>Stages a line of the user's feed and its event.</summary>
    public static void AddActivity(this OutboxWriter outbox, StudioDb db, string activityType, Entity entity, string entityType, DateTimeOffset now)
    {
        var activity = new Activity
        {
            Id = Guid.CreateVersion7(now),
            UserId = entity.UserId,
            Type = activityType,
            EntityType = entityType,
            EntityId = entity.Id,
            Title = entity.Title,
            Timestamp = now,
        };
        db.Add(activity);
        outbox.Add(new ActivityLogged
        {
            ActivityId = activity.Id,
            ActivityType = activity.Type,
            EntityType = activity.EntityType,
            EntityId = activity.EntityId,
            UserId = activity.UserId,
            OccurredAt = now,
        });
    }
}
