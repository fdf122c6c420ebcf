using RealtimeMesh.Edge.Diagnostics;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.Edge.UserEvents;

namespace RealtimeMesh.Edge.Streams;

/// <summary>One user's streams in this process, and the one subscription that feeds them.</summary>
internal sealed class UserChannel
{
    private readonly IUserEventSource _source;
    private readonly EdgeOptions _options;
    private readonly DroppedMessages _dropped;
    private readonly TimeProvider _time;
    private readonly Lazy<Task> _unsubscribed;
    private readonly Lock _lock = new();

    // Replaced as a whole, so that messages are delivered without the lock.
    private EventStream[] _streams = [];
    private Task<IAsyncDisposable>? _subscription;
    private long _emptySince;
    private bool _closed;

    public UserChannel(string userId, IUserEventSource source, EdgeOptions options, DroppedMessages dropped, TimeProvider time)
    {
        UserId = userId;
        _source = source;
        _options = options;
        _dropped = dropped;
        _time = time;
        _emptySince = time.GetTimestamp();
        _unsubscribed = new(UnsubscribeOnceAsync);
    }

    public string UserId { get; }

    /// <summary>Adds a stream; the first one makes the channel subscribe.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="subscribed">Completes when the subscription is acknowledged.</param>
    public JoinResult Join(EventStream stream, out Task subscribed)
    {
        subscribed = Task.CompletedTask;
        lock (_lock)
        {
            if (_closed)
            {
                return JoinResult.Closed;
            }

            if (_streams.Length >= _options.MaxStreamsPerUser)
            {
                return JoinResult.Full;
            }

            _streams = [.. _streams, stream];
            subscribed = _subscription ??= _source.SubscribeAsync(UserId, Deliver);
            return JoinResult.Joined;
        }
    }

    public void Leave(EventStream stream)
    {
        lock (_lock)
        {
            _streams = [.. _streams.Where(other => other != stream)];
            _emptySince = _time.GetTimestamp();
        }
    }

    /// <summary>Closes the channel if it has been without streams for <paramref name="linger"/>. Nobody joins a closed channel.</summary>
    public bool CloseIfIdle(TimeSpan linger)
    {
        lock (_lock)
        {
            return _closed |= _streams.Length == 0 && _time.GetElapsedTime(_emptySince) >= linger;
        }
    }

    /// <summary>Its messages can no longer be relied on: closes the channel and ends its streams.</summary>
    /// <returns>How many streams that ended.</returns>
    public int Break()
    {
        lock (_lock)
        {
            _closed = true;
        }

        return _streams.Count(stream => stream.Finish(StreamEnd.Resync));
    }

    /// <summary>After closing. Completes when nothing arrives any more.</summary>
    public Task UnsubscribeAsync() => _unsubscribed.Value;

    private async Task UnsubscribeOnceAsync()
    {
        if (_subscription is null)
        {
            return;
        }

        IAsyncDisposable subscription;
        try
        {
            subscription = await _subscription;
        }
        catch (UserEventsUnavailableException)
        {
            // Whoever waited for the subscription was told.
            return;
        }

        await subscription.DisposeAsync();
    }

    private void Deliver(ReadOnlyMemory<byte> message)
    {
        if (message.Length > _options.MaxQueuedBytes / 2 || !UserEventMessage.TryRead(message.Span, out var userEvent))
        {
            _dropped.Add(UserId);
            return;
        }

        // Once per form, shared by the streams of that form.
        byte[]? plain = null;
        byte[]? rpc = null;
        foreach (var stream in Volatile.Read(ref _streams))
        {
            stream.Send(stream.Form is StreamForm.Rpc
                ? rpc ??= Frame.Message(userEvent.Id, userEvent.Event, StreamForm.Rpc)
                : plain ??= Frame.Message(userEvent.Id, userEvent.Event, StreamForm.Plain));
        }
    }
}

internal enum JoinResult
{
    Joined,
    Full,
    Closed,
}
