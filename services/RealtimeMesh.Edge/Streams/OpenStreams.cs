using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using RealtimeMesh.Edge.Diagnostics;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Streams;

/// <summary>Every stream of this process, and the users' channels that feed them.</summary>
internal sealed class OpenStreams(
    IUserEventSource source, IOptions<EdgeOptions> options, EdgeMetrics metrics, DroppedMessages dropped, ILogger<OpenStreams> logger, TimeProvider time)
{
    // A channel may be broken while a stream joins it; one that breaks again and again is no help.
    private const int MaxTries = 3;

    private readonly ConcurrentDictionary<string, UserChannel> _channels = new();
    private readonly ConcurrentDictionary<EventStream, UserChannel?> _streams = new();
    private readonly NewStreamRate _rate = new(options.Value.MaxNewStreamsPerSecond, time);
    private readonly Func<string, UserChannel> _createChannel = userId => new UserChannel(userId, source, options.Value, metrics, dropped, logger, time);
    private volatile bool _draining;
    private int _count;

    public bool AcceptsMore => !_draining && source.IsAvailable;

    /// <summary>Streams that have begun to join and have not left.</summary>
    public int Count => Volatile.Read(ref _count);

    public IEnumerable<EventStream> All => _streams.Select(pair => pair.Key);

    public IEnumerable<UserChannel> Channels => _channels.Select(pair => pair.Value);

    /// <summary>Puts a stream where its user's events arrive. Whatever the answer, <see cref="Leave"/> follows.</summary>
    /// <returns>Null when it has joined: from here on the stream gets every event.</returns>
    public async Task<Refusal?> JoinAsync(EventStream stream, CancellationToken cancellationToken)
    {
        var count = Interlocked.Increment(ref _count);
        _streams.TryAdd(stream, null);

        // What can be refused without asking anybody else comes first.
        return _draining ? Refusal.Draining
            : !source.IsAvailable ? Refusal.Unavailable
            : count > options.Value.MaxStreams ? Refusal.Full
            : !_rate.Allows() ? Refusal.TooManyAtOnce
            : await JoinChannelAsync(stream, cancellationToken);
    }

    public void Leave(EventStream stream)
    {
        if (_streams.TryRemove(stream, out var channel))
        {
            channel?.Leave(stream);
            Interlocked.Decrement(ref _count);
        }
    }

    public void StopAccepting() => _draining = true;

    /// <summary>Unsubscribes the users whose last stream left a while ago.</summary>
    public async Task CloseIdleChannelsAsync(TimeSpan linger, CancellationToken cancellationToken)
    {
        var idle = Channels.Where(channel => channel.CloseIfIdle(linger));
        await Parallel.ForEachAsync(idle, cancellationToken, async (channel, _) =>
        {
            try
            {
                await RemoveAsync(channel);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                logger.CloseFailed(fault);
            }
        });
    }

    private async Task<Refusal?> JoinChannelAsync(EventStream stream, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var channel = _channels.GetOrAdd(stream.UserId, _createChannel);
            _streams[stream] = channel;
            switch (await TryJoinAsync(stream, channel, cancellationToken))
            {
                case JoinResult.Joined:
                    return stream.End is StreamEnd.NotYet ? null : Refusal.Unavailable;
                case JoinResult.Full:
                    return Refusal.TooManyOfUser;
                case JoinResult.Unavailable:
                    return Refusal.Unavailable;
                default:
                    // Being dropped just now. Subscribing again before that is over could be undone by it.
                    channel.Leave(stream);
                    await RemoveAsync(channel).WaitAsync(cancellationToken);
                    break;
            }
        }

        return Refusal.Unavailable;
    }

    private async Task<JoinResult> TryJoinAsync(EventStream stream, UserChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            return await channel.JoinAsync(stream, cancellationToken);
        }
        catch (UserEventsUnavailableException failure)
        {
            logger.JoinFailed(failure);
            channel.Broken();
            return JoinResult.Unavailable;
        }
    }

    private async Task RemoveAsync(UserChannel channel)
    {
        try
        {
            await channel.UnsubscribeAsync();
        }
        finally
        {
            // Whatever happened: a channel that is closed must not keep the user out.
            _channels.TryRemove(KeyValuePair.Create(channel.UserId, channel));
        }
    }
}
