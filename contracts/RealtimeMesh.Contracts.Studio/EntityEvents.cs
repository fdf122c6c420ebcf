namespace RealtimeMesh.Contracts.Studio;

/// <summary>A document, podcast, voiceover or infographic came into being.</summary>
public sealed record EntityInserted : IEntityEvent
{
    public required string UserId { get; init; }

    /// <summary>One of <see cref="EntityTypes"/>.</summary>
    public required string EntityType { get; init; }

    public required Guid EntityId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>Something that a list or detail shows of the entity has changed.</summary>
public sealed record EntityUpdated : IEntityEvent
{
    public required string UserId { get; init; }

    /// <summary>One of <see cref="EntityTypes"/>.</summary>
    public required string EntityType { get; init; }

    public required Guid EntityId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>The entity is gone.</summary>
public sealed record EntityDeleted : IEntityEvent
{
    public required string UserId { get; init; }

    /// <summary>One of <see cref="EntityTypes"/>.</summary>
    public required string EntityType { get; init; }

    public required Guid EntityId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>What every entity event says.</summary>
public interface IEntityEvent
{
    string UserId { get; }

    string EntityType { get; }

    Guid EntityId { get; }

    DateTimeOffset OccurredAt { get; }
}

/// <summary>The entity types of the studio, as they are written on the wire.</summary>
public static class EntityTypes
{
    public const string Document = "document";
    public const string Podcast = "podcast";
    public const string Voiceover = "voiceover";
    public const string Infographic = "infographic";
}
