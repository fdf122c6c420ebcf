using System.Text.Json;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Studio.Outbox;

/// <summary>Stores messages together with the change that they announce: neither is there without the other, and the bus may be away.</summary>
internal sealed class OutboxWriter(StudioDb db, OutboxSignal signal, TimeProvider time)
{
    public void Add<T>(T message)
        where T : class =>
        db.Outbox.Add(new OutboxMessage
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Type = message.GetType().FullName!,
            Body = JsonSerializer.Serialize(message, message.GetType()),
        });

    /// <summary>Commits everything staged in the database, then wakes the dispatcher.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        Wake();
    }

    /// <summary>After a commit of one's own.</summary>
    public void Wake() => signal.Set();
}
