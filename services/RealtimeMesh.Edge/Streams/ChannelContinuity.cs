using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Streams;

/// <summary>Compares what a channel has delivered with where the user's log ends: finds a lost last message, a lost subscription, another log.</summary>
internal sealed class ChannelContinuity(UserChannel channel, EventOrder order, Lock mutex, IUserEventSource source, TimeProvider time)
{
    // Jittered, so that the users of an edge are asked after evenly; and often enough for streams not to be forgotten.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Jitter = TimeSpan.FromSeconds(5);

    // For a message that is on its way.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private long _asked = time.GetTimestamp();
    private TimeSpan _wait = NextWait();
    private long? _receivedAtMiss;

    /// <param name="now">The clock's timestamp.</param>
    public bool IsDue(long now) => order.IsDoubtful || time.GetElapsedTime(_asked, now) >= _wait;

    /// <summary>Ends the user's streams.</summary>
    public void Break() => channel.Broken();

    /// <exception cref="UserEventsUnavailableException">The source did not answer. It will be asked again.</exception>
    public async Task<Comparison> CompareAsync()
    {
        (_asked, _wait) = (time.GetTimestamp(), NextWait());
        await RenewLostSubscriptionAsync();
        Cursor last;
        ulong? hash;
        string[] streamIds;
        lock (mutex)
        {
            if (order.Last is not { } delivered)
            {
                return Comparison.Same;
            }

            (last, hash, streamIds) = (delivered, order.LastHash, channel.StreamIds());
        }

        var position = await source.CheckAsync(channel.UserId, streamIds, last.Offset);
        if (position?.Epoch != last.Epoch)
        {
            channel.Broken();
            return Comparison.Broken;
        }

        channel.Disconnected(position.Disconnected);
        if (position.Offset < last.Offset || !IsSame(hash, position.Event))
        {
            // A replica that had not got everything took over. Cursors of this epoch may mean events that are gone: it must end for all.
            await source.BeginAnewAsync(channel.UserId, last.Epoch);
            channel.Broken();
            return Comparison.Broken;
        }

        order.Trust();
        return await CatchUpAsync(position);
    }

    private async Task<Comparison> CatchUpAsync(UserPosition position)
    {
        long offset;
        lock (mutex)
        {
            offset = order.Last!.Value.Offset;
        }

        if (position.Offset <= offset)
        {
            return Comparison.Same;
        }

        (_wait, _receivedAtMiss) = (Soon, order.Received);
        return await order.ReachAsync(position) ? Comparison.Missed : Comparison.Broken;
    }

    // What was read from the log should have come as a message too, if a little later. If none has, none will.
    private async Task RenewLostSubscriptionAsync()
    {
        var isLost = _receivedAtMiss is { } received && received == order.Received;
        _receivedAtMiss = null;
        if (isLost)
        {
            await channel.RenewSubscriptionAsync();
        }
    }

    // An event that the log has dropped by now was there long enough to be believed, unless there is doubt.
    private bool IsSame(ulong? delivered, ReadOnlyMemory<byte>? logged) =>
        logged is null ? !order.IsDoubtful : delivered is null || EventOrder.Hash(logged.Value.Span) == delivered;

    private static TimeSpan NextWait() => Interval + (Random.Shared.NextDouble() * Jitter);
}

internal enum Comparison
{
    Same,

    /// <summary>Events were missed, and have been read from the log.</summary>
    Missed,

    /// <summary>It is not the log that was delivered from. The streams were ended.</summary>
    Broken,
}
