using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using RealtimeMesh.Edge.Diagnostics;
using RealtimeMesh.Edge.UserEvents;

namespace RealtimeMesh.Edge.Streams;

/// <summary>Every stream of this process, and the users' channels that feed them.</summary>
internal sealed class OpenStreams
{
    private readonly ConcurrentDictionary<string, UserChannel> _channels = new();
    private readonly ConcurrentDictionary<EventStream, bool> _streams = new();
    private readonly IUserEventSource _source;
    private readonly EdgeOptions _options;
    private readonly ILogger<OpenStreams> _logger;
    private readonly Func<string, UserChannel> _createChannel;
    private volatile bool _draining;
    private int _count;

    public OpenStreams(
        IUserEventSource source, IOptions<EdgeOptions> options, DroppedMessages dropped, ILogger<OpenStreams> logger, TimeProvider time)
    {
        _source = source;
        _options = options.Value;
        _logger = logger;
        _createChannel = userId => new UserChannel(userId, source, options.Value, dropped, time);
        source.SubscriptionsLost += BreakChannels;
    }

    public bool AcceptsMore => !_draining && _source.IsAvailable;

    /// <summary>Streams that have begun to join and have not left.</summary>
    public int Count => Volatile.Read(ref _count);

    public IEnumerable<EventStream> All => _streams.Select(pair => pair.Key);

    /// <summary>Puts a stream where its user's events arrive. Whatever the answer, <see cref="Leave"/> follows.</summary>
    /// <returns>Null when the subscription is acknowledged: from here on the stream gets every event.</returns>
    public async Task<Refusal?> JoinAsync(EventStream stream, CancellationToken cancellationToken)
    {
        var count = Interlocked.Increment(ref _count);
        _streams.TryAdd(stream, true);
        if (_draining)
        {
            return Refusal.Draining;
        }

        if (!_source.IsAvailable)
        {
            return Refusal.Unavailable;
        }

        return count > _options.MaxStreams ? Refusal.Full : await JoinChannelAsync(stream, cancellationToken);
    }

    public void Leave(EventStream stream)
    {
        if (_channels.TryGetValue(stream.UserId, out var channel))
        {
            channel.Leave(stream);
        }

        _streams.TryRemove(stream, out _);
        Interlocked.Decrement(ref _count);
    }

    public void StopAccepting() => _draining = true;

    /// <summary>Unsubscribes the users whose last stream left a while ago.</summary>
    public async Task CloseIdleChannelsAsync(TimeSpan linger, CancellationToken cancellationToken)
    {
        var idle = _channels.Select(pair => pair.Value).Where(channel => channel.CloseIfIdle(linger));
        await Parallel.ForEachAsync(idle, cancellationToken, async (channel, _) => await RemoveAsync(channel));
    }

    private async Task<Refusal?> JoinChannelAsync(EventStream stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            var channel = _channels.GetOrAdd(stream.UserId, _createChannel);
            switch (channel.Join(stream, out var subscribed))
            {
                case JoinResult.Joined:
                    return await SubscribedAsync(stream, channel, subscribed, cancellationToken);
                case JoinResult.Full:
                    return Refusal.TooManyOfUser;
                default:
                    // Being dropped just now. Subscribing again before that is over could be undone by it.
                    await RemoveAsync(channel).WaitAsync(cancellationToken);
                    break;
            }
        }
    }

    private async Task<Refusal?> SubscribedAsync(
        EventStream stream, UserChannel channel, Task subscribed, CancellationToken cancellationToken)
    {
        try
        {
            await subscribed.WaitAsync(cancellationToken);
        }
        catch (UserEventsUnavailableException failure)
        {
            _logger.SubscriptionFailed(failure);
            channel.Break();
        }

        return stream.End is StreamEnd.NotYet ? null : Refusal.Unavailable;
    }

    private async Task RemoveAsync(UserChannel channel)
    {
        await channel.UnsubscribeAsync();
        _channels.TryRemove(KeyValuePair.Create(channel.UserId, channel));
    }

    private void BreakChannels()
    {
        if (_channels.Sum(pair => pair.Value.Break()) is > 0 and var ended)
        {
            _logger.StreamsBroken(ended);
        }
    }
}
