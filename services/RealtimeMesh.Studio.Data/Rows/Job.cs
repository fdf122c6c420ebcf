namespace RealtimeMesh.Studio.Data.Rows;

/// <summary>One piece of work for a worker.</summary>
public sealed class Job
{
    public required Guid Id { get; init; }

    public required string UserId { get; init; }

    /// <summary>One of <see cref="Contracts.Studio.JobTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The entity that the job makes.</summary>
    public required Guid SubjectId { get; init; }

    public JobStatus Status { get; set; }

    /// <summary>0 to 100.</summary>
    public int Percent { get; set; }

    public required string Phase { get; set; }

    /// <summary>A sentence for the user, once failed or cancelled.</summary>
    public string? Error { get; set; }

    /// <summary>The sequence of the job's newest event; rises across attempts.</summary>
    public long Sequence { get; set; }

    /// <summary>Rises whenever somebody takes the job over. Whoever holds an older number has lost it: his next write fails.</summary>
    public int Attempt { get; set; }

    /// <summary>How often a worker died with this job in hand.</summary>
    public int Crashes { get; set; }

    /// <summary>The worker process that runs it.</summary>
    public Guid? Worker { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>
    /// Begins the next attempt. The attempt's number is the upper part of the sequence, so that its events come
    /// after whatever the former holder may still publish.
    /// </summary>
    public void TakeOver()
    {
        Attempt++;
        Sequence = Attempt * 1_000_000L;
    }
}

public enum JobStatus
{
    Queued,
    Running,
    Completed,
    Failed,
    Cancelled,
}
