using System.Text.Json.Serialization;

namespace RealtimeMesh.Contracts.UserEvents;

/// <summary>Something that one user's screen is told. The JSON is public: tabs opened last week still read it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ConnectedEvent), "connected")]
[JsonDerivedType(typeof(JobCompletionEvent), "job_completion")]
[JsonDerivedType(typeof(VoiceoverJobCompletionEvent), "voiceover_job_completion")]
[JsonDerivedType(typeof(InfographicJobCompletionEvent), "infographic_job_completion")]
[JsonDerivedType(typeof(DocumentJobCompletionEvent), "document_job_completion")]
[JsonDerivedType(typeof(EntityChangeEvent), "entity_change")]
[JsonDerivedType(typeof(ActivityLoggedEvent), "activity_logged")]
[JsonDerivedType(typeof(JobProgressEvent), "job_progress")]
public abstract record UserEvent
{
    /// <summary>How long the event was on its way; only where the notifier was set to tell.</summary>
    public EventTiming? Timing { get; init; }
}

/// <summary>Unix milliseconds, each by the clock of the machine where it happened.</summary>
public sealed record EventTiming
{
    /// <summary>When the domain event happened.</summary>
    public required long OccurredAt { get; init; }

    /// <summary>When the notifier had it from the bus.</summary>
    public required long ConsumedAt { get; init; }
}

/// <summary>First event of every stream. When <see cref="Resumed"/> is false, events may have been missed: refetch.</summary>
public sealed record ConnectedEvent : UserEvent
{
    public required string UserId { get; init; }

    public required bool Resumed { get; init; }
}

/// <summary>A line was added to the user's activity feed.</summary>
public sealed record ActivityLoggedEvent : UserEvent
{
    public required Guid ActivityId { get; init; }

    public required string ActivityType { get; init; }

    public string? EntityType { get; init; }

    public Guid? EntityId { get; init; }

    public required string UserId { get; init; }

    [JsonConverter(typeof(UtcTimestampConverter))]
    public required DateTimeOffset Timestamp { get; init; }
}

/// <summary>An entity that a list or detail shows was inserted, updated or deleted.</summary>
public sealed record EntityChangeEvent : UserEvent
{
    public required string EntityType { get; init; }

    public required ChangeType ChangeType { get; init; }

    public required Guid EntityId { get; init; }

    public required string UserId { get; init; }

    [JsonConverter(typeof(UtcTimestampConverter))]
    public required DateTimeOffset Timestamp { get; init; }
}

/// <summary>What happened to an entity.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeType>))]
public enum ChangeType
{
    [JsonStringEnumMemberName("insert")]
    Insert,

    [JsonStringEnumMemberName("update")]
    Update,

    [JsonStringEnumMemberName("delete")]
    Delete,
}
