using System.Collections.Concurrent;
using System.Text;

namespace RealtimeMesh.UserEventLog.Redis.Messages;

/// <summary>
/// Which channels are received here. A channel's messages keep their order, in one of a few lanes that are worked off side by side. Thread-safe.
/// </summary>
internal sealed class SubscribedChannels
{
    // A user id has up to 128 characters, and the prefix is the operator's.
    private const int LongestName = 512;

    private readonly ConcurrentDictionary<string, SubscribedChannel> _channels = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SubscribedChannel>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly MessageLane[] _lanes = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new MessageLane())];

    public SubscribedChannels() => _byName = _channels.GetAlternateLookup<ReadOnlySpan<char>>();

    public void Add(SubscribedChannel channel) => _channels[channel.Name] = channel;

    public void Remove(SubscribedChannel channel) => _channels.TryRemove(KeyValuePair.Create(channel.Name, channel));

    /// <summary>Hands a message on; the bytes may be used again after that. What nobody receives is forgotten.</summary>
    public void Receive(ReadOnlySpan<byte> name, ReadOnlySpan<byte> message)
    {
        Span<char> text = stackalloc char[LongestName];
        if (Encoding.UTF8.TryGetChars(name, text, out var length) && _byName.TryGetValue(text[..length], out var channel))
        {
            _lanes[(uint)channel.Name.GetHashCode(StringComparison.Ordinal) % _lanes.Length].Add(channel, message);
        }
    }

    /// <summary>Until no lane has too much to do. What comes meanwhile waits in Redis.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        foreach (var lane in _lanes)
        {
            await lane.WaitForRoomAsync(cancellationToken);
        }
    }
}
