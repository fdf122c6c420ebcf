using Microsoft.Extensions.Options;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.AllInOne.Brokers;

/// <summary>What Redis is to the separate services: keeps each user's log, and hands events from the notifier to the edge. Thread-safe.</summary>
internal sealed class InMemoryUserEventLog(IOptions<UserEventLogOptions> options, TimeProvider time) : IUserEventPublisher, IUserEventSource
{
    // Also while receivers are called, so that a user's events keep their order; receivers only enqueue.
    private readonly Lock _lock = new();
    private readonly Dictionary<string, UserLog> _logs = [];
    private DateTimeOffset _swept;

    public event Action? Reconnected
    {
        // Memory is never cut off.
        add { }
        remove { }
    }

    public bool IsAvailable => true;

    public Task<PublishOutcome> PublishAsync(string userId, OutgoingUserEvent userEvent, CancellationToken cancellationToken) =>
        OfExisting(userId, log => log.Publish(userEvent), PublishOutcome.NotConnected);

    public Task DisconnectAsync(string userId, Guid? messageId, CancellationToken cancellationToken) =>
        OfExisting(userId, log => log.Disconnect(messageId), 0);

    public Task<IUserSubscription> SubscribeAsync(string userId, MessageReceiver onMessage)
    {
        lock (_lock)
        {
            Log(userId).Receivers.Add(onMessage);
        }

        return Task.FromResult<IUserSubscription>(new Subscription(this, userId, onMessage));
    }

    public Task<UserPosition?> OpenAsync(string userId, string streamId, int maxStreams, Cursor? after = null, int count = 0)
    {
        lock (_lock)
        {
            return Task.FromResult(Log(userId).Open(streamId, maxStreams, after, count));
        }
    }

    public void Close(string userId, string streamId) => OfExisting(userId, log => log.Close(streamId), false);

    public Task<UserPosition?> CheckAsync(string userId, IReadOnlyCollection<string> streamIds, long offset) =>
        OfExisting(userId, log => log.Check(streamIds, offset), null);

    public Task<IReadOnlyList<LoggedUserEvent>?> ReadAsync(string userId, string epoch, long from, long to, int count) =>
        OfExisting(userId, log => log.Read(epoch, from, to, count), null);

    public Task BeginAnewAsync(string userId, string epoch) => OfExisting(userId, log => log.BeginAnew(epoch), false);

    public Task<long> CountStreamsAsync(string userId) => OfExisting(userId, log => log.CountStreams(), 0);

    private Task<TResult> OfExisting<TResult>(string userId, Func<UserLog, TResult> get, TResult otherwise)
    {
        lock (_lock)
        {
            return Task.FromResult(_logs.TryGetValue(userId, out var log) ? get(log) : otherwise);
        }
    }

    private UserLog Log(string userId)
    {
        DropForgotten();
        if (!_logs.TryGetValue(userId, out var log))
        {
            _logs[userId] = log = new UserLog(options.Value, time);
        }

        return log;
    }

    // Logs only come into being here, so this is often enough.
    private void DropForgotten()
    {
        var now = time.GetUtcNow();
        if (now - _swept < TimeSpan.FromMinutes(1))
        {
            return;
        }

        _swept = now;
        foreach (var (userId, log) in _logs)
        {
            if (log.IsForgotten)
            {
                _logs.Remove(userId);
            }
        }
    }

    private sealed class Subscription(InMemoryUserEventLog owner, string userId, MessageReceiver onMessage) : IUserSubscription
    {
        public Task RenewAsync() => Task.CompletedTask;

        public ValueTask DisposeAsync()
        {
            owner.OfExisting(userId, log => log.Receivers.Remove(onMessage), false);
            return ValueTask.CompletedTask;
        }
    }
}
