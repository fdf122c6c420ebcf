using System.Text.Json.Serialization;

namespace RealtimeMesh.Contracts.Studio;

// Every job event carries a sequence that rises with each event of the job and across its attempts.
// The bus keeps no order; whoever stores the event drops what does not rise.

/// <summary>A worker has begun the job, or begun it again.</summary>
public sealed record JobStarted : IJobEvent
{
    public required Guid JobId { get; init; }

    public required string UserId { get; init; }

    /// <summary>One of <see cref="JobTypes"/>.</summary>
    public required string JobType { get; init; }

    /// <summary>The document, podcast, voiceover or infographic that the job makes.</summary>
    public required Guid SubjectId { get; init; }

    public required long Sequence { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>0 to 100: more than 0 where an earlier attempt got so far before its worker died. What screens show does not go back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Percent { get; init; }
}

/// <summary>The job got further. At most four a second per job.</summary>
public sealed record JobProgressed : IJobEvent
{
    public required Guid JobId { get; init; }

    public required string UserId { get; init; }

    /// <summary>One of <see cref="JobTypes"/>.</summary>
    public required string JobType { get; init; }

    public required Guid SubjectId { get; init; }

    public required long Sequence { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>0 to 100.</summary>
    public required int Percent { get; init; }

    /// <summary>What is being done, in a word or two: <c>queued</c>, <c>script</c>, <c>audio</c>.</summary>
    public required string Phase { get; init; }
}

/// <summary>The job is done, and its result can be read.</summary>
public sealed record JobCompleted : IJobEvent
{
    public required Guid JobId { get; init; }

    public required string UserId { get; init; }

    /// <summary>One of <see cref="JobTypes"/>.</summary>
    public required string JobType { get; init; }

    public required Guid SubjectId { get; init; }

    public required long Sequence { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>The job ended without a result: it failed, or its user cancelled it.</summary>
public sealed record JobFailed : IJobEvent
{
    public required Guid JobId { get; init; }

    public required string UserId { get; init; }

    /// <summary>One of <see cref="JobTypes"/>.</summary>
    public required string JobType { get; init; }

    public required Guid SubjectId { get; init; }

    public required long Sequence { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>A sentence for the user.</summary>
    public required string Error { get; init; }
}

/// <summary>What every job event says.</summary>
public interface IJobEvent
{
    Guid JobId { get; }

    string UserId { get; }

    string JobType { get; }

    Guid SubjectId { get; }

    long Sequence { get; }

    DateTimeOffset OccurredAt { get; }
}

/// <summary>The job types of the studio, as they are written on the wire and in the database.</summary>
public static class JobTypes
{
    public const string ProcessDocument = "process-document";
    public const string GeneratePodcast = "generate-podcast";
    public const string GenerateVoiceover = "generate-voiceover";
    public const string GenerateInfographic = "generate-infographic";
}
