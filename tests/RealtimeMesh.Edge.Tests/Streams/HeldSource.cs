using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Tests.Streams;

/// <summary>Acknowledges subscriptions when it is told to; its logs are empty unless a test puts something in.</summary>
internal sealed class HeldSource : IUserEventSource, IUserSubscription
{
    private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _unsubscribing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<IUserSubscription> _subscription = new();
    private TaskCompletionSource? _unsubscribe;
    private TaskCompletionSource? _renewal;
    private MessageReceiver? _onMessage;

    public event Action? Reconnected
    {
        add { }
        remove { }
    }

    public bool IsAvailable => true;

    public int Subscriptions { get; private set; }

    public int Renewals { get; private set; }

    /// <summary>Behind the cursor of a stream that opens.</summary>
    public IReadOnlyList<LoggedUserEvent> Missed { get; set; } = [];

    public int Reads { get; private set; }

    public Task Unsubscribing => _unsubscribing.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public Task SubscribedAgain => _second.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public Task<IUserSubscription> SubscribeAsync(string userId, MessageReceiver onMessage)
    {
        _onMessage = onMessage;
        _subscription = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (++Subscriptions == 2)
        {
            _second.SetResult();
        }

        return _subscription.Task;
    }

    public void Acknowledge() => _subscription.SetResult(this);

    public void Fail() => _subscription.SetException(new UserEventsUnavailableException("away"));

    public void Publish(string message) => Publish(System.Text.Encoding.UTF8.GetBytes(message));

    public void Publish(ReadOnlyMemory<byte> message, bool more = false) => _onMessage!(message, more);

    public TaskCompletionSource HoldUnsubscribe() => _unsubscribe = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource HoldRenewal() => _renewal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<UserPosition?> OpenAsync(string userId, string streamId, int maxStreams, Cursor? after = null, int count = 0) =>
        Task.FromResult<UserPosition?>(new UserPosition("e", Missed is [.., var last] ? last.Offset : 0, 0, null) { Missed = Missed });

    public void Close(string userId, string streamId)
    {
    }

    public Task<UserPosition?> CheckAsync(string userId, IReadOnlyCollection<string> streamIds, long offset) => Position();

    public Task<IReadOnlyList<LoggedUserEvent>?> ReadAsync(string userId, string epoch, long from, long to, int count)
    {
        Reads++;
        return Task.FromResult<IReadOnlyList<LoggedUserEvent>?>(Missed);
    }

    public Task BeginAnewAsync(string userId, string epoch) => Task.CompletedTask;

    public Task<long> CountStreamsAsync(string userId) => Task.FromResult(0L);

    public Task RenewAsync()
    {
        Renewals++;
        return _renewal?.Task ?? Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _unsubscribing.TrySetResult();
        if (_unsubscribe is { } held)
        {
            await held.Task;
        }
    }

    private static Task<UserPosition?> Position() => Task.FromResult<UserPosition?>(new UserPosition("e", 0, 0, null));
}
