namespace RealtimeMesh.Studio.Data.Rows;

/// <summary>What a document, podcast, voiceover and infographic have alike. Its row belongs to one user.</summary>
public abstract class Entity
{
    /// <summary>Version 7, so that ids sort by creation.</summary>
    public required Guid Id { get; init; }

    public required string UserId { get; init; }

    public required string Title { get; set; }

    public EntityStatus Status { get; set; }

    /// <summary>The job that makes it: one for its whole life, run again by a retry.</summary>
    public required Guid JobId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>Whether an entity's job has made it yet.</summary>
public enum EntityStatus
{
    Pending,
    Ready,
    Failed,
}

/// <summary>The bytes of an entity: a document's original, a podcast's audio. Apart, so that lists stay light.</summary>
public sealed class EntityContent
{
    public required Guid EntityId { get; init; }

    public required string ContentType { get; set; }

    public required byte[] Bytes { get; set; }
}
