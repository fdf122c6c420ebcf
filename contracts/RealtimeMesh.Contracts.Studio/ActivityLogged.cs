namespace RealtimeMesh.Contracts.Studio;

/// <summary>A line was added to the user's activity feed.</summary>
public sealed record ActivityLogged
{
    public required Guid ActivityId { get; init; }

    /// <summary>What happened, one of <see cref="ActivityTypes"/>.</summary>
    public required string ActivityType { get; init; }

    /// <summary>One of <see cref="EntityTypes"/>, where the activity is about an entity.</summary>
    public string? EntityType { get; init; }

    public Guid? EntityId { get; init; }

    public required string UserId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>What the studio's activity feed tells.</summary>
public static class ActivityTypes
{
    public const string Created = "created";
    public const string Updated = "updated";
    public const string Deleted = "deleted";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
    public const string Retried = "retried";
}
