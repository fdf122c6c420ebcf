using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace RealtimeMesh.Contracts.UserEvents;

/// <summary>A podcast's job ended.</summary>
public sealed record JobCompletionEvent : UserEvent
{
    public required Guid JobId { get; init; }

    public required string JobType { get; init; }

    public required JobOutcome Status { get; init; }

    public required Guid PodcastId { get; init; }

    /// <summary>A sentence for the user; only when failed.</summary>
    public string? Error { get; init; }
}

/// <summary>A voiceover's job ended.</summary>
public sealed record VoiceoverJobCompletionEvent : UserEvent
{
    public required Guid JobId { get; init; }

    public required string JobType { get; init; }

    public required JobOutcome Status { get; init; }

    public required Guid VoiceoverId { get; init; }

    /// <summary>A sentence for the user; only when failed.</summary>
    public string? Error { get; init; }
}

/// <summary>An infographic's job ended.</summary>
public sealed record InfographicJobCompletionEvent : UserEvent
{
    public required Guid JobId { get; init; }

    public required string JobType { get; init; }

    public required JobOutcome Status { get; init; }

    public required Guid InfographicId { get; init; }

    /// <summary>A sentence for the user; only when failed.</summary>
    public string? Error { get; init; }
}

/// <summary>A document's job ended.</summary>
public sealed record DocumentJobCompletionEvent : UserEvent
{
    public required Guid JobId { get; init; }

    public required string JobType { get; init; }

    public required JobOutcome Status { get; init; }

    public required Guid DocumentId { get; init; }

    /// <summary>A sentence for the user; only when failed.</summary>
    public string? Error { get; init; }
}

/// <summary>A job got further. Carries exactly one of the four subject ids.</summary>
public sealed record JobProgressEvent : UserEvent
{
    public required Guid JobId { get; init; }

    public required string JobType { get; init; }

    /// <summary>0 to 100.</summary>
    [Range(0, 100)]
    public required int Percent { get; init; }

    /// <summary>What is being done, in a word or two.</summary>
    public required string Phase { get; init; }

    public Guid? PodcastId { get; init; }

    public Guid? VoiceoverId { get; init; }

    public Guid? InfographicId { get; init; }

    public Guid? DocumentId { get; init; }
}

/// <summary>How a job ended; a cancelled job is a failed one to the screen.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobOutcome>))]
public enum JobOutcome
{
    [JsonStringEnumMemberName("completed")]
    Completed,

    [JsonStringEnumMemberName("failed")]
    Failed,
}
