namespace RealtimeMesh.Contracts.Studio;

// Namespace and type name are the address on the bus: renaming either breaks consumers that are already running.
// New properties are optional; what is required stays so. The job row holds everything else a worker needs.

/// <summary>Asks a worker to analyse a document: words, headings, keywords, summary.</summary>
public sealed record ProcessDocument : IJobCommand
{
    public required Guid JobId { get; init; }

    public required string UserId { get; init; }

    public required Guid DocumentId { get; init; }
}

/// <summary>Asks a worker to write a podcast's script, then its audio.</summary>
public sealed record GeneratePodcast : IJobCommand
{
    public required Guid JobId { get; init; }

    public required string UserId { get; init; }

    public required Guid PodcastId { get; init; }
}

/// <summary>Asks a worker to speak a voiceover's text.</summary>
public sealed record GenerateVoiceover : IJobCommand
{
    public required Guid JobId { get; init; }

    public required string UserId { get; init; }

    public required Guid VoiceoverId { get; init; }
}

/// <summary>Asks a worker to draw an infographic.</summary>
public sealed record GenerateInfographic : IJobCommand
{
    public required Guid JobId { get; init; }

    public required string UserId { get; init; }

    public required Guid InfographicId { get; init; }
}

/// <summary>What every job command says: whose job, and which.</summary>
public interface IJobCommand
{
    Guid JobId { get; }

    string UserId { get; }
}
