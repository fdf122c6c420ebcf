using System.Collections.Concurrent;
using System.Diagnostics;
using MassTransit;
using RealtimeMesh.Notifier.Diagnostics;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Notifier.UserEvents;

/// <summary>One message's event to each of its users.</summary>
internal sealed class Broadcast(IUserEventPublisher publisher, NotifierMetrics metrics)
{
    // Users of one message that are told side by side; the messages of a queue are taken side by side as well.
    private const int AtOnce = 128;

    /// <summary>Throws when not all could be told. The next try leaves out those that were.</summary>
    public async Task PublishAsync(ConsumeContext context, IReadOnlyCollection<string> userIds, OutgoingUserEvent userEvent)
    {
        var told = context.ReceiveContext.GetOrAddPayload(() => new Told());
        var failures = new ConcurrentQueue<Exception>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = context.CancellationToken };
        await Parallel.ForEachAsync(userIds.Where(userId => !told.UserIds.ContainsKey(userId)), options, async (userId, cancellationToken) =>
        {
            // One user's shard may be away, or his keys broken, while the others' are there.
            if (await TryPublishAsync(userId, userEvent, cancellationToken) is { } failure)
            {
                failures.Enqueue(failure);
            }
            else
            {
                told.UserIds.TryAdd(userId, true);
            }
        });

        // What passes is waited for first: what does not is given up, and with it the message.
        if (!failures.IsEmpty)
        {
            throw failures.FirstOrDefault(failure => failure is UserEventsUnavailableException) ?? failures.First();
        }
    }

    private async Task<Exception?> TryPublishAsync(string userId, OutgoingUserEvent userEvent, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            metrics.Published(await publisher.PublishAsync(userId, userEvent, cancellationToken), Stopwatch.GetElapsedTime(started));
            return null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return failure;
        }
    }

    /// <summary>Lives as long as the delivery, over all its tries.</summary>
    private sealed class Told
    {
        public ConcurrentDictionary<string, bool> UserIds { get; } = new();
    }
}
