using System.Collections.Concurrent;
using System.Diagnostics;
using RealtimeMesh.Notifier.Diagnostics;
using RealtimeMesh.Notifier.Routing;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Notifier.UserEvents;

/// <summary>One message's event to each of its users.</summary>
internal sealed class Broadcast(IUserEventPublisher publisher, NotifierMetrics metrics) : IDisposable
{
    // Users of one message that are told side by side, and messages to many users that are.
    private const int AtOnce = 128;
    private const int MessagesAtOnce = 32;

    private readonly SemaphoreSlim _messages = new(MessagesAtOnce);

    /// <summary>Throws when not all could be told. The next try leaves out those that were.</summary>
    public Task PublishAsync(IReadOnlyList<string> userIds, OutgoingUserEvent userEvent, Incoming incoming, CancellationToken cancellationToken) =>
        userIds is [var userId]
            ? PublishAsync(userId, userEvent, cancellationToken)
            : PublishInTurnAsync(userIds, userEvent, incoming.Told, cancellationToken);

    public void Dispose() => _messages.Dispose();

    private async Task PublishInTurnAsync(
        IReadOnlyList<string> userIds, OutgoingUserEvent userEvent, ConcurrentDictionary<string, bool> told, CancellationToken cancellationToken)
    {
        await _messages.WaitAsync(cancellationToken);
        try
        {
            await PublishToManyAsync(userIds, userEvent, told, cancellationToken);
        }
        finally
        {
            _messages.Release();
        }
    }

    private async Task PublishToManyAsync(
        IReadOnlyList<string> userIds, OutgoingUserEvent userEvent, ConcurrentDictionary<string, bool> told, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentQueue<Exception>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(userIds.Where(userId => !told.ContainsKey(userId)), options, async (userId, cancelled) =>
        {
            // One user's shard may be away, or his keys broken, while the others' are there.
            if (await TryPublishAsync(userId, userEvent, cancelled) is { } failure)
            {
                failures.Enqueue(failure);
            }
            else
            {
                told.TryAdd(userId, true);
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
        try
        {
            await PublishAsync(userId, userEvent, cancellationToken);
            return null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return failure;
        }
    }

    private async Task PublishAsync(string userId, OutgoingUserEvent userEvent, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        metrics.Published(await publisher.PublishAsync(userId, userEvent, cancellationToken), Stopwatch.GetElapsedTime(started));
    }
}
