using System.Collections.Concurrent;
using System.Threading.Channels;

namespace RealtimeMesh.Worker.Tests.Jobs.Hosting;

/// <summary>What was published, by the entity that it is about.</summary>
internal sealed class Events
{
    private readonly ConcurrentDictionary<Guid, Channel<Published>> _bySubject = new();

    public ValueTask AddAsync(Guid subjectId, Published published, CancellationToken cancellationToken) =>
        Of(subjectId).Writer.WriteAsync(published, cancellationToken);

    public ValueTask<Published> NextAsync(Guid subjectId, CancellationToken cancellationToken) =>
        Of(subjectId).Reader.ReadAsync(cancellationToken);

    private Channel<Published> Of(Guid subjectId) => _bySubject.GetOrAdd(subjectId, _ => Channel.CreateBounded<Published>(1000));
}
