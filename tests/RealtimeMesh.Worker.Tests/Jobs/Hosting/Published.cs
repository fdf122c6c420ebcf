using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Worker.Tests.Jobs.Hosting;

/// <summary>An event, and the rows as they were when it arrived.</summary>
internal sealed record Published(object Message, Guid? MessageId, Job? Job, Entity? Subject)
{
    public string Name => Message.GetType().Name;

    public long? Sequence => (Message as IJobEvent)?.Sequence;
}

/// <summary>Published by a test: what arrives before it was published before it.</summary>
public sealed record Mark
{
    public required Guid SubjectId { get; init; }
}
