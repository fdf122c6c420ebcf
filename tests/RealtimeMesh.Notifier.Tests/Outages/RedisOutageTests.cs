using RealtimeMesh.Notifier.Tests.Brokers;
using RealtimeMesh.Testing;
using StackExchange.Redis;

namespace RealtimeMesh.Notifier.Tests.Outages;

[Trait("Category", "Slow")]
[Collection("Outages")]
public sealed class RedisOutageTests(OutageBrokers brokers) : IAsyncLifetime
{
    private const int Events = 100;

    private Producer _producer = null!;
    private Screen _screen = null!;

    public async ValueTask InitializeAsync()
    {
        _producer = await Producer.ConnectAsync(brokers.RabbitMq.ConnectionString);
        _screen = await Screen.ConnectAsync(brokers.Redis.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _screen.DisposeAsync();
        await _producer.DisposeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Events_of_an_outage_all_arrive_when_Redis_is_back()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var notifier = await brokers.StartReadyNotifierAsync(cancellationToken);
        await brokers.Redis.KillAsync(cancellationToken);
        await PublishAsync("outage", cancellationToken);
        await Health.WaitUntilNotReadyAsync(notifier, cancellationToken);

        // Held while the screen comes back too: what nobody listens to is gone, as it is with every PUBLISH.
        notifier.Suspend();
        await brokers.Redis.StartAgainAsync(cancellationToken);
        var events = await _screen.ListenAsync("outage");
        notifier.Resume();

        await AssertAllArriveAsync(events, cancellationToken);
        await notifier.WaitUntilReadyAsync(cancellationToken);
        await AssertNothingRefusedAsync(cancellationToken);
    }

    [Fact(Timeout = 120_000)]
    public async Task Notifier_that_is_told_to_stop_in_an_outage_leaves_its_events_to_the_next()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using (var first = await brokers.StartReadyNotifierAsync(cancellationToken))
        {
            await brokers.Redis.KillAsync(cancellationToken);
            await PublishAsync("stopped", cancellationToken);
            await Health.WaitUntilNotReadyAsync(first, cancellationToken);

            Assert.Equal(0, await first.TerminateAsync(cancellationToken));
        }

        await AssertAllWaitAsync(cancellationToken);
        await brokers.Redis.StartAgainAsync(cancellationToken);
        var events = await _screen.ListenAsync("stopped");
        await using var next = brokers.StartNotifier();

        await AssertAllArriveAsync(events, cancellationToken);
        await AssertNothingRefusedAsync(cancellationToken);
    }

    [Fact(Timeout = 120_000)]
    public async Task Notifier_that_is_killed_in_an_outage_leaves_its_events_to_the_next()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using (var first = await brokers.StartReadyNotifierAsync(cancellationToken))
        {
            await brokers.Redis.KillAsync(cancellationToken);
            await PublishAsync("killed", cancellationToken);
            await Health.WaitUntilNotReadyAsync(first, cancellationToken);

            await first.KillAsync();
        }

        await AssertAllWaitAsync(cancellationToken);
        await brokers.Redis.StartAgainAsync(cancellationToken);
        var events = await _screen.ListenAsync("killed");
        await using var next = brokers.StartNotifier();

        await AssertAllArriveAsync(events, cancellationToken);
        await AssertNothingRefusedAsync(cancellationToken);
    }

    private async Task PublishAsync(string userId, CancellationToken cancellationToken)
    {
        for (var n = 0; n < Events; n++)
        {
            await _producer.PublishAsync("PublishUserEvent", Messages.ReadyMade(userId, Event(n)), cancellationToken);
        }
    }

    private static async Task AssertAllArriveAsync(ChannelMessageQueue events, CancellationToken cancellationToken)
    {
        var missing = Enumerable.Range(0, Events).Select(Event).ToHashSet();
        while (missing.Count > 0)
        {
            missing.Remove(await events.NextAsync(cancellationToken));
        }
    }

    private async Task AssertAllWaitAsync(CancellationToken cancellationToken)
    {
        var waiting = 0u;
        await Wait.UntilAsync(
            async () => (waiting = await _producer.CountAsync(Messages.Queue("PublishUserEvent"), cancellationToken)) >= Events,
            TimeSpan.FromSeconds(20),
            () => $"{waiting} of {Events} events are back in their queue",
            cancellationToken);
    }

    private async Task AssertNothingRefusedAsync(CancellationToken cancellationToken) =>
        Assert.Equal(0u, await _producer.CountRefusedAsync("PublishUserEvent", cancellationToken));

    private static string Event(int n) => $$"""{"type":"x","n":{{n}}}""";
}
