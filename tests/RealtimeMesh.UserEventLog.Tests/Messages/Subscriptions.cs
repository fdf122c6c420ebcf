using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging.Testing;
using RealtimeMesh.UserEventLog.Redis.Messages;

namespace RealtimeMesh.UserEventLog.Tests.Messages;

/// <summary>Channels whose messages are written down.</summary>
internal sealed class Subscriptions
{
    private readonly ConcurrentDictionary<string, List<(string Message, bool More)>> _received = new();

    public SubscribedChannels Channels { get; } = new();

    public FakeLogger Logger { get; } = new();

    public SubscribedChannel Add(string name, MessageReceiver? receiver = null)
    {
        var received = _received.GetOrAdd(name, _ => []);
        var channel = new SubscribedChannel(name, receiver ?? Receive, Logger);
        Channels.Add(channel);
        return channel;

        void Receive(ReadOnlyMemory<byte> message, bool more)
        {
            lock (received)
            {
                received.Add((Encoding.UTF8.GetString(message.Span), more));
            }
        }
    }

    public IReadOnlyList<(string Message, bool More)> Of(string name)
    {
        lock (_received[name])
        {
            return [.. _received[name]];
        }
    }

    public Task UntilAsync(string name, int count) => RealtimeMesh.Testing.Wait.UntilAsync(
        () => Of(name).Count >= count, TimeSpan.FromSeconds(20), $"{name} has not got {count} messages", TestContext.Current.CancellationToken);
}
