using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Tests.Properties.Seam;

/// <summary>A log behind a bad network: calls are answered when the script says, messages arrive as it says.</summary>
internal sealed class FaultySource(IUserEventSource log, Random random) : IUserEventSource
{
    private readonly List<HeldCall> _held = [];
    private readonly List<Wire> _wires = [];

    public event Action? Reconnected
    {
        add { }
        remove { }
    }

    public bool IsAvailable => true;

    /// <summary>Once it is false, everything is answered and delivered at once.</summary>
    public bool IsFaulty { get; set; } = true;

    public int Held => _held.Count;

    public IEnumerable<Wire> Subscribed => _wires.Where(wire => wire.IsSubscribed);

    /// <summary>Every message that is published, also to those who do not get it.</summary>
    public void Publish(ReadOnlyMemory<byte> message) => _wires.ForEach(wire => wire.Publish(message));

    public void Answer(int index) => Take(index).Answer();

    public void Fail(int index) => Take(index).Fail();

    /// <param name="call">What the log does.</param>
    /// <param name="undo">What happens as well when the answer does not come.</param>
    public Task<T> Hold<T>(Func<T> call, Action? undo = null)
    {
        if (!IsFaulty)
        {
            return Task.FromResult(call());
        }

        // Either the call or its answer takes long.
        var answer = new TaskCompletionSource<T>();
        var get = random.Next(2) == 0 ? call : Constant(call());
        _held.Add(new HeldCall(() => answer.SetResult(get()), Fail));
        return answer.Task;

        void Fail()
        {
            undo?.Invoke();
            answer.SetException(new UserEventsUnavailableException("as the script says"));
        }
    }

    public Task<IUserSubscription> SubscribeAsync(string userId, MessageReceiver onMessage)
    {
        var wire = new Wire(this, onMessage);
        _wires.Add(wire);
        return wire.SubscribeAsync();
    }

    public Task<UserPosition?> OpenAsync(string userId, string streamId, int maxStreams, Cursor? after = null, int count = 0) =>
        Hold(() => Now(log.OpenAsync(userId, streamId, maxStreams, after, count)));

    public void Close(string userId, string streamId) => log.Close(userId, streamId);

    public Task<UserPosition?> CheckAsync(string userId, IReadOnlyCollection<string> streamIds, long offset) =>
        Hold(() => Now(log.CheckAsync(userId, streamIds, offset)));

    public Task<IReadOnlyList<LoggedUserEvent>?> ReadAsync(string userId, string epoch, long from, long to, int count) =>
        Hold(() => Now(log.ReadAsync(userId, epoch, from, to, count)));

    public Task BeginAnewAsync(string userId, string epoch) => Hold(() => log.BeginAnewAsync(userId, epoch).IsCompleted);

    public Task<long> CountStreamsAsync(string userId) => log.CountStreamsAsync(userId);

    private static Func<T> Constant<T>(T value) => () => value;

    // The log is in memory: it never waits.
    private static T Now<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private HeldCall Take(int index)
    {
        var call = _held[index];
        _held.RemoveAt(index);
        return call;
    }

    private sealed record HeldCall(Action Answer, Action Fail);
}
