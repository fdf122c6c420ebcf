using System.Collections.Immutable;
using RealtimeMesh.Edge.UserEvents;
using RealtimeMesh.Notifier.UserEvents;

namespace RealtimeMesh.AllInOne.Brokers;

/// <summary>What Redis is to the separate services: takes user events from the notifier, hands them to the edge. Thread-safe.</summary>
internal sealed class InMemoryUserEvents : IUserEventPublisher, IUserEventSource
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ImmutableList<Action<ReadOnlyMemory<byte>>>> _receivers = [];

    public event Action? SubscriptionsLost
    {
        // Memory is never cut off.
        add { }
        remove { }
    }

    public bool IsAvailable => true;

    public Task PublishAsync(string userId, UserEventMessage message, CancellationToken cancellationToken)
    {
        // Under the lock, so that a user's events keep their order; receivers only enqueue.
        lock (_lock)
        {
            foreach (var receive in _receivers.GetValueOrDefault(userId, []))
            {
                receive(message.Json);
            }
        }

        return Task.CompletedTask;
    }

    public Task<IAsyncDisposable> SubscribeAsync(string userId, Action<ReadOnlyMemory<byte>> onMessage)
    {
        lock (_lock)
        {
            _receivers[userId] = _receivers.GetValueOrDefault(userId, []).Add(onMessage);
        }

        return Task.FromResult<IAsyncDisposable>(new Subscription(this, userId, onMessage));
    }

    private void Remove(string userId, Action<ReadOnlyMemory<byte>> onMessage)
    {
        lock (_lock)
        {
            var left = _receivers[userId].Remove(onMessage);
            if (left.IsEmpty)
            {
                _receivers.Remove(userId);
            }
            else
            {
                _receivers[userId] = left;
            }
        }
    }

    private sealed class Subscription(InMemoryUserEvents owner, string userId, Action<ReadOnlyMemory<byte>> onMessage) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            owner.Remove(userId, onMessage);
            return ValueTask.CompletedTask;
        }
    }
}
