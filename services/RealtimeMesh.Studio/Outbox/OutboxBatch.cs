using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Diagnostics;

namespace RealtimeMesh.Studio.Outbox;

/// <summary>Claims the oldest unsent messages, publishes them side by side, and deletes what the broker has confirmed.</summary>
internal sealed class OutboxBatch(StudioDb db, IBus bus, TimeProvider time, ILogger<OutboxBatch> logger)
{
    private const int Size = 64;
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Guid _me = Guid.CreateVersion7(time.GetUtcNow());

    /// <returns>False when nothing was there to send.</returns>
    public async Task<bool> SendAsync(CancellationToken cancellationToken)
    {
        var batch = await ClaimAsync(cancellationToken);
        if (batch.Count == 0)
        {
            return false;
        }

        using var timeout = new CancellationTokenSource(Patience, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);

        var obstacles = await Task.WhenAll(batch.Select(message => TryPublishAsync(message, patience.Token)));
        cancellationToken.ThrowIfCancellationRequested();

        var sent = batch.Where((_, index) => obstacles[index] is null).Select(message => message.Id).ToArray();
        await db.Outbox.Where(message => sent.Contains(message.Id)).ExecuteDeleteAsync(cancellationToken);
        if (obstacles.FirstOrDefault(obstacle => obstacle is not null) is { } reason)
        {
            // Set aside for a while, so that what nobody takes yet does not keep what is behind it waiting.
            DateTimeOffset? later = time.GetUtcNow() + Pause;
            await db.Outbox.Where(message => message.ClaimedBy == _me)
                .ExecuteUpdateAsync(row => row.SetProperty(message => message.ClaimedUntil, later), cancellationToken);
            logger.NotSentYet(batch.Count - sent.Length, reason);
        }

        return true;
    }

    private async Task<List<OutboxMessage>> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now + Claim;
        var free = db.Outbox.Where(message => message.ClaimedUntil == null || message.ClaimedUntil < now).OrderBy(message => message.Id).Take(Size);
        var ids = await free.Select(message => message.Id).ToListAsync(cancellationToken);
        if (ids.Count == 0)
        {
            return [];
        }

        // Two processes may have read the same ids; each row's update is won by one of them.
        await db.Outbox
            .Where(message => ids.Contains(message.Id) && (message.ClaimedUntil == null || message.ClaimedUntil < now))
            .ExecuteUpdateAsync(
                row => row.SetProperty(message => message.ClaimedBy, _me).SetProperty(message => message.ClaimedUntil, until),
                cancellationToken);

        return await db.Outbox.AsNoTracking().Where(message => message.ClaimedBy == _me && message.ClaimedUntil == until)
            .OrderBy(message => message.Id).ToListAsync(cancellationToken);
    }

    /// <returns>What kept it from being sent; null when it was.</returns>
    private async Task<string?> TryPublishAsync(OutboxMessage stored, CancellationToken cancellationToken)
    {
        try
        {
            // Stored by a newer studio, it may be of a type that this one does not know: the newer one will send it.
            var type = typeof(IJobCommand).Assembly.GetType(stored.Type, throwOnError: true)!;
            var message = JsonSerializer.Deserialize(stored.Body, type)!;
            var publish = bus.Publish(
                message,
                type,
                context =>
                {
                    context.MessageId = stored.Id;
                    // A command that no worker has ever declared a queue for comes back instead of vanishing.
                    context.Mandatory = message is IJobCommand;
                },
                cancellationToken);
            // A publish that is under way when RabbitMQ goes may never end, whatever its token says (RabbitMQ.Client 7.2.2).
            await publish.WaitAsync(cancellationToken);
            return null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whatever it is, one message must not keep others from being sent.
            return $"{stored.Type} {stored.Id}: {error.Message}";
        }
    }
}
