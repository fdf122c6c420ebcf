using System.Text;
using System.Threading.Channels;

namespace RealtimeMesh.UserEventLog.Tests;

/// <summary>What an edge hears on a user's channel.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();
    private IUserSubscription _subscription = null!;

    public int Count => _messages.Reader.Count;

    public static async Task<Listener> StartAsync(IUserEventSource source, string userId)
    {
        var listener = new Listener();
        listener._subscription = await source.SubscribeAsync(userId, (message, _) => listener._messages.Writer.TryWrite(Encoding.UTF8.GetString(message.Span)));
        return listener;
    }

    public async Task<string> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await _messages.Reader.ReadAsync(patience.Token);
    }

    public ValueTask DisposeAsync() => _subscription.DisposeAsync();
}
