namespace RealtimeMesh.Studio.Data.Rows;

/// <summary>A line of a user's activity feed.</summary>
public sealed class Activity
{
    public required Guid Id { get; init; }

    public required string UserId { get; init; }

    /// <summary>One of <see cref="Contracts.Studio.ActivityTypes"/>.</summary>
    public required string Type { get; init; }

    public string? EntityType { get; init; }

    public Guid? EntityId { get; init; }

    /// <summary>The entity's title at that time.</summary>
    public string? Title { get; init; }

    public required DateTimeOffset Timestamp { get; init; }
}
