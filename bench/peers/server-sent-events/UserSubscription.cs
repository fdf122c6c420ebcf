using System.Collections.Concurrent;
using System.Threading.Channels;
using StackExchange.Redis;

namespace RealtimeMesh.Peers.ServerSentEvents;

/// <summary>Subscribed to a user's channel while the user has streams.</summary>
internal sealed class UserSubscription(ISubscriber redis, RedisChannel channel) : IDisposable
{
    private readonly SemaphoreSlim _changes = new(1);
    private readonly ConcurrentDictionary<ChannelWriter<string>, bool> _streams = new();

    public Task AddAsync(ChannelWriter<string> stream) => ChangeAsync(() =>
    {
        _streams.TryAdd(stream, true);
        return _streams.Count == 1 ? redis.SubscribeAsync(channel, OnMessage) : Task.CompletedTask;
    });

    public Task RemoveAsync(ChannelWriter<string> stream) => ChangeAsync(() =>
    {
        _streams.TryRemove(stream, out _);
        return _streams.IsEmpty ? redis.UnsubscribeAsync(channel, OnMessage) : Task.CompletedTask;
    });

    public void Dispose() => _changes.Dispose();

    // One at a time: a stream that is the last to leave must not unsubscribe the next one.
    private async Task ChangeAsync(Func<Task> change)
    {
        await _changes.WaitAsync();
        try
        {
            await change();
        }
        finally
        {
            _changes.Release();
        }
    }

    private void OnMessage(RedisChannel _, RedisValue message)
    {
        var userEvent = (string)message!;
        foreach (var (stream, _) in _streams)
        {
            stream.TryWrite(userEvent);
        }
    }
}
