using RealtimeMesh.DirectStreams;
using RealtimeMesh.Edge.Diagnostics;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Streams;

/// <summary>One user's streams in this process, and the one subscription that feeds them.</summary>
internal sealed class UserChannel : IEventReceiver
{
    // However many follow: a queue that never gets empty must not hold them for ever.
    private const int MostHeldBack = 32;

    private readonly IUserEventSource _source;
    private readonly EdgeOptions _options;
    private readonly EdgeMetrics _metrics;
    private readonly DroppedMessages _dropped;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly EventOrder _order;
    private readonly ChannelMembers _members = new();
    private Lazy<Task>? _unsubscribed;
    private Task<IUserSubscription>? _subscription;
    private Task _renewal = Task.CompletedTask;
    private long? _disconnected;
    private long _emptySince;
    private bool _closed;
    private bool _more;
    private int _heldBack;

    public UserChannel(
        string userId, IUserEventSource source, EdgeOptions options, EdgeMetrics metrics, DroppedMessages dropped, ILogger logger, TimeProvider time)
    {
        UserId = userId;
        _source = source;
        _options = options;
        _metrics = metrics;
        _dropped = dropped;
        _logger = logger;
        _time = time;
        _emptySince = time.GetTimestamp();
        _order = new EventOrder(userId, source, this, _lock, options.MaxQueuedBytes);
        Continuity = new ChannelContinuity(this, _order, _lock, source, time);
    }

    public string UserId { get; }

    public ChannelContinuity Continuity { get; }

    /// <summary>Adds a stream; the first one makes the channel subscribe. From where it joined the stream misses nothing.</summary>
    /// <exception cref="UserEventsUnavailableException">The source did not answer.</exception>
    public async Task<JoinResult> JoinAsync(EventStream stream, CancellationToken cancellationToken)
    {
        Task<IUserSubscription> subscription;
        lock (_lock)
        {
            if (_closed)
            {
                return JoinResult.Closed;
            }

            if (_members.Count >= _options.MaxStreamsPerUser)
            {
                return JoinResult.Full;
            }

            _members.Begin(stream);

            // It may have failed when nobody waited for it any more.
            subscription = _subscription is { IsFaulted: false } ? _subscription : _subscription = Subscribe();
        }

        // The position is asked for after the subscription is acknowledged: what is published in between comes twice, and nothing is missed.
        await subscription.WaitAsync(cancellationToken);
        var opening = _source.OpenAsync(UserId, stream.Id, _options.MaxStreamsPerUser, stream.Request.Cursor, Replay.PageSize);
        if (await opening.WaitAsync(cancellationToken) is not { } position)
        {
            return JoinResult.Full;
        }

        var reached = await _order.ReachAsync(position).WaitAsync(cancellationToken);
        if (!reached)
        {
            // Another log, or doubt about this one: the comparison sees to it that no cursor means the wrong events.
            await Continuity.CompareAsync().WaitAsync(cancellationToken);
        }

        return Place(stream, position, reached);
    }

    public void Leave(EventStream stream)
    {
        lock (_lock)
        {
            if (!_members.Remove(stream))
            {
                return;
            }

            _emptySince = _time.GetTimestamp();
        }

        _source.Close(UserId, stream.Id);
    }

    /// <summary>Closes the channel if it has been without streams for <paramref name="linger"/>. Nobody joins a closed channel.</summary>
    public bool CloseIfIdle(TimeSpan linger)
    {
        lock (_lock)
        {
            return _closed |= _members.Count == 0 && _time.GetElapsedTime(_emptySince) >= linger;
        }
    }

    /// <summary>Its messages can no longer be relied on: closes the channel and ends its streams.</summary>
    public void Broken()
    {
        lock (_lock)
        {
            _closed = true;
            EndAll(StreamEnd.Resync);
        }
    }

    /// <summary>Ends the streams if the operator's wish is newer than the last one heard of.</summary>
    public void Disconnected(long at)
    {
        lock (_lock)
        {
            if (_disconnected is { } known && at > known)
            {
                EndAll(StreamEnd.Disconnected);
            }

            _disconnected = Math.Max(at, _disconnected ?? 0);
        }
    }

    public void Dropped() => _dropped.Add(UserId);

    public void ReadFailed(Exception fault) => _logger.ReadFailed(UserId, fault);

    public void Deliver(ReadOnlySpan<byte> id, ReadOnlySpan<byte> type, ReadOnlySpan<byte> json)
    {
        // Once per form, shared by the streams of that form.
        EventFrame plain = default;
        EventFrame rpc = default;
        var (now, count) = (_time.GetTimestamp(), 0);
        using var batch = SendBatch.Begin();
        foreach (var stream in _members.Joined)
        {
            if (stream.Takes(type))
            {
                ref var frame = ref stream.Form is StreamForm.Rpc ? ref rpc : ref plain;
                if (frame.IsEmpty)
                {
                    frame = EventFrame.Of(id, json, stream.Form);
                }

                stream.Send(ref frame, now, flush: !_more);
                count++;
            }
        }

        plain.Dispose();
        rpc.Dispose();
        _metrics.FramesWritten(count);
        if (_more)
        {
            _heldBack++;
        }
    }

    /// <summary>The streams to say of that they are still there.</summary>
    public string[] StreamIds()
    {
        lock (_lock)
        {
            var ids = new string[_members.Joined.Count];
            for (var i = 0; i < ids.Length; i++)
            {
                ids[i] = _members.Joined[i].Id;
            }

            return ids;
        }
    }

    /// <summary>Subscribes anew, because messages did not come that should have.</summary>
    public async Task RenewSubscriptionAsync()
    {
        Task renewal;
        lock (_lock)
        {
            if (_closed || _subscription is null)
            {
                return;
            }

            renewal = _renewal = RenewAsync(_subscription);
        }

        await renewal;
    }

    /// <summary>After closing. Completes when nothing arrives any more.</summary>
    public Task UnsubscribeAsync() => LazyInitializer.EnsureInitialized(ref _unsubscribed, () => new Lazy<Task>(UnsubscribeOnceAsync)).Value;

    // It outlives the request that began it, and must keep nothing of it: its trace would be kept with all that it holds.
    private Task<IUserSubscription> Subscribe()
    {
        using (ExecutionContext.SuppressFlow())
        {
            return _source.SubscribeAsync(UserId, Receive);
        }
    }

    // Events that come faster than they can be sent leave together.
    private void Receive(ReadOnlyMemory<byte> message, bool more)
    {
        lock (_lock)
        {
            _more = more && _heldBack < MostHeldBack;
            _order.Receive(message);
            if (_heldBack > 0 && !_more)
            {
                _heldBack = 0;
                _members.Joined.ForEach(stream => stream.Flush());
            }
        }
    }

    private JoinResult Place(EventStream stream, UserPosition position, bool reached)
    {
        lock (_lock)
        {
            Disconnected(position.Disconnected);
            if (!reached)
            {
                // The log began anew, and this channel has not heard of it.
                Broken();
            }

            if (_closed)
            {
                return JoinResult.Closed;
            }

            stream.Join(_order.Last!.Value, position.Missed);
            _members.Place(stream);
            if (_disconnected > position.Disconnected)
            {
                // It was meant too: it had been counted before.
                stream.Finish(StreamEnd.Disconnected);
            }

            return JoinResult.Joined;
        }
    }

    private void EndAll(StreamEnd end)
    {
        foreach (var stream in _members.Joined)
        {
            stream.Finish(end);
        }
    }

    private async Task UnsubscribeOnceAsync()
    {
        if (_subscription is null)
        {
            return;
        }

        IUserSubscription subscription;
        try
        {
            subscription = await _subscription;
        }
        catch (UserEventsUnavailableException)
        {
            // Whoever waited for the subscription was told.
            return;
        }

        // A renewal that is on its way would subscribe again behind the end. Whether it succeeds is its caller's.
        await _renewal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await subscription.DisposeAsync();
        await _order.Filling;
    }

    private static async Task RenewAsync(Task<IUserSubscription> subscription) => await (await subscription).RenewAsync();
}
