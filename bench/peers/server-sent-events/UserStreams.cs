using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StackExchange.Redis;

namespace RealtimeMesh.Peers.ServerSentEvents;

/// <summary>A channel per stream, filled by one Redis subscription per user.</summary>
internal sealed class UserStreams(ISubscriber redis, string prefix)
{
    private readonly ConcurrentDictionary<string, UserSubscription> _users = new();

    /// <summary>The user's events from now on; the first item says that the stream is there.</summary>
    public async IAsyncEnumerable<string> ReadAsync(string user, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = Channel.CreateBounded<string>(new BoundedChannelOptions(256) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });
        var subscription = _users.GetOrAdd(user, name => new UserSubscription(redis, RedisChannel.Literal($"{prefix}:{name}")));
        await subscription.AddAsync(events.Writer);
        try
        {
            yield return """{"type":"connected"}""";
            await foreach (var userEvent in events.Reader.ReadAllAsync(cancellationToken))
            {
                yield return userEvent;
            }
        }
        finally
        {
            await subscription.RemoveAsync(events.Writer);
        }
    }
}
