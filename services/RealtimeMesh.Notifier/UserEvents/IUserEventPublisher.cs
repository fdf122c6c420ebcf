namespace RealtimeMesh.Notifier.UserEvents;

/// <summary>Where user events leave the notifier.</summary>
public interface IUserEventPublisher
{
    /// <summary>Publishes one event to one user. What it throws decides whether the bus delivers the event again.</summary>
    Task PublishAsync(string userId, UserEventMessage message, CancellationToken cancellationToken);
}

/// <summary>An event on its way to a user, with what tells a repeat or a latecomer from news.</summary>
public sealed record UserEventMessage
{
    /// <summary>The event in UTF-8: one JSON object on one line.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The id of the bus message: the same when it is delivered again. A message in raw JSON may have none.</summary>
    public required Guid? MessageId { get; init; }

    /// <summary>Where the event stands among those of its job, if it is a job's.</summary>
    public JobSequence? Job { get; init; }
}

/// <summary>The sequence rises with every event of the job.</summary>
public sealed record JobSequence(Guid JobId, long Sequence);
