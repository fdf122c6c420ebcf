using System.Globalization;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Benchmarks.Edge;

/// <summary>Acknowledges at once, keeps nothing, and hands on what is published: what remains to be measured is the edge's own.</summary>
internal sealed class LoopbackSource : IUserEventSource
{
    private const string Epoch = "9f2c41d05b7e";

    private static readonly byte[] _event = Samples.Event(200);
    private readonly Dictionary<string, MessageReceiver> _receivers = [];
    private readonly Dictionary<string, long> _offsets = [];

    public event Action? Reconnected
    {
        add { }
        remove { }
    }

    public bool IsAvailable => true;

    public void PublishToAll()
    {
        foreach (var (userId, receive) in _receivers)
        {
            var offset = _offsets[userId] = Offset(userId) + 1;
            receive(Samples.Envelope(_event, string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{offset}")), more: false);
        }
    }

    public Task<IUserSubscription> SubscribeAsync(string userId, MessageReceiver onMessage)
    {
        _receivers[userId] = onMessage;
        return Task.FromResult<IUserSubscription>(new Subscription(() => _receivers.Remove(userId)));
    }

    public Task<UserPosition?> OpenAsync(string userId, string streamId, int maxStreams, Cursor? after = null, int count = 0) => Position(userId);

    public void Close(string userId, string streamId)
    {
    }

    public Task<UserPosition?> CheckAsync(string userId, IReadOnlyCollection<string> streamIds, long offset) => Position(userId);

    public Task<IReadOnlyList<LoggedUserEvent>?> ReadAsync(string userId, string epoch, long from, long to, int count) =>
        Task.FromResult<IReadOnlyList<LoggedUserEvent>?>([]);

    public Task BeginAnewAsync(string userId, string epoch) => Task.CompletedTask;

    public Task<long> CountStreamsAsync(string userId) => Task.FromResult(0L);

    private long Offset(string userId) => _offsets.GetValueOrDefault(userId);

    private Task<UserPosition?> Position(string userId) => Task.FromResult<UserPosition?>(new UserPosition(Epoch, Offset(userId), 0, null));

    private sealed class Subscription(Action end) : IUserSubscription
    {
        public Task RenewAsync() => Task.CompletedTask;

        public ValueTask DisposeAsync()
        {
            end();
            return ValueTask.CompletedTask;
        }
    }
}
