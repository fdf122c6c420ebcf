using System.Text.Json;
using RealtimeMesh.Notifier.Tests.Brokers;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Faults;
using RealtimeMesh.Testing.Services;

namespace RealtimeMesh.Notifier.Tests.Bus;

/// <summary>Many messages in hand, and what goes wrong among them. Each has an id, so it is in its user's log once, whatever happens.</summary>
public sealed class ConsumerTests(TestBrokers brokers) : IAsyncLifetime
{
    private const int Many = 400;
    private const string Queue = "notifier-publish-user-event";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly (string, string) KeepsAll = ("UserEvents__LogLength", "1000");

    // Nobody else's: logs outlive a test.
    private readonly string _userId = $"user-{Guid.CreateVersion7()}";
    private Producer _producer = null!;
    private Screen _screen = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _producer = await Producer.ConnectAsync(brokers.RabbitMq.ConnectionString);
        _screen = await Screen.ConnectAsync(brokers.Redis.ConnectionString);
        await _screen.ListenAsync(_userId);
    }

    public async ValueTask DisposeAsync()
    {
        await _screen.DisposeAsync();
        await _producer.DisposeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Messages_of_one_user_keep_the_order_of_their_queue_and_bad_ones_among_them_are_put_aside()
    {
        await using var notifier = await StartAsync();
        for (var n = 0; n < Many; n++)
        {
            await PublishAsync(n);
            if (n % 50 == 0)
            {
                await _producer.PublishAsync("PublishUserEvent", """{"userIds":["a:b"],"event":{"type":"x"}}""", Cancelled);
            }
        }

        Assert.Equal(Enumerable.Range(0, Many), await LoggedAsync());
        for (var bad = 0; bad < Many / 50; bad++)
        {
            Assert.Contains("userIds[0] is 'a:b'", (await _producer.TakeRefusedAsync("PublishUserEvent", Cancelled)).Reason, StringComparison.Ordinal);
        }

        Assert.Equal(0u, await _producer.CountRefusedAsync("PublishUserEvent", Cancelled));
    }

    [Fact(Timeout = 120_000)]
    public async Task Notifier_that_is_killed_with_messages_in_hand_loses_and_doubles_none()
    {
        await using var toRedis = FaultProxy.Start("127.0.0.1", brokers.Redis.Port);
        await using (var first = await StartAsync(toRedis))
        {
            toRedis.Delay = TimeSpan.FromMilliseconds(200);
            await PublishAllAsync();
            await Wait.UntilAsync(async () => await LengthAsync() > 0, Patience, "nothing is published", Cancelled);
            await first.KillAsync();
        }

        await using var next = await StartAsync();

        Assert.Equal(Enumerable.Range(0, Many), (await LoggedAsync()).Order());
    }

    [Fact(Timeout = 120_000)]
    public async Task Notifier_that_is_told_to_stop_finishes_what_it_has_in_hand()
    {
        await using var toRedis = FaultProxy.Start("127.0.0.1", brokers.Redis.Port);
        await using var notifier = await StartAsync(toRedis);
        toRedis.Delay = TimeSpan.FromMilliseconds(20);
        await PublishAllAsync();
        await Wait.UntilAsync(async () => await LengthAsync() > 0, Patience, "nothing is published", Cancelled);

        Assert.Equal(0, await notifier.TerminateAsync(Cancelled));

        Assert.DoesNotContain("Not everything in hand", notifier.Output, StringComparison.Ordinal);
        // Nothing is both in the log and in the queue.
        Assert.Equal(Many, await LengthAsync() + await _producer.CountAsync(Queue, Cancelled));
        await using var next = await StartAsync();
        Assert.Equal(Enumerable.Range(0, Many), (await LoggedAsync()).Order());
    }

    [Fact(Timeout = 120_000)]
    public async Task Nothing_is_acknowledged_that_Redis_has_not_answered()
    {
        await using var toRedis = FaultProxy.Start("127.0.0.1", brokers.Redis.Port);
        await using (var first = await StartAsync(toRedis))
        {
            toRedis.HalfOpen = true;
            await PublishAllAsync();
            await Wait.UntilAsync(async () => await _producer.CountAsync(Queue, Cancelled) < Many, Patience, "the notifier takes none", Cancelled);
            await first.KillAsync();
        }

        Assert.Equal(0, await LengthAsync());
        await Wait.UntilAsync(async () => await _producer.CountAsync(Queue, Cancelled) == Many, Patience, "messages are gone", Cancelled);
        await using var next = await StartAsync();
        Assert.Equal(Enumerable.Range(0, Many), (await LoggedAsync()).Order());
    }

    [Fact(Timeout = 120_000)]
    public async Task Connection_that_is_cut_again_and_again_costs_no_message()
    {
        var rabbitMq = new Uri(brokers.RabbitMq.ConnectionString);
        await using var toRabbitMq = FaultProxy.Start("127.0.0.1", rabbitMq.Port);
        await using var notifier = brokers.StartNotifier(("ConnectionStrings__rabbitmq", $"amqp://{rabbitMq.UserInfo}@{toRabbitMq.EndPoint}"), KeepsAll);
        await notifier.WaitUntilReadyAsync(Cancelled);

        for (var n = 0; n < Many; n++)
        {
            await PublishAsync(n);
            if (n % 100 == 50)
            {
                toRabbitMq.Cut();
                toRabbitMq.Restore();
            }
        }

        Assert.Equal(Enumerable.Range(0, Many), (await LoggedAsync()).Order());
        await notifier.WaitUntilReadyAsync(Cancelled);
        Assert.DoesNotContain("   at ", notifier.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Queue_that_is_deleted_is_declared_and_consumed_again()
    {
        await using var notifier = await StartAsync();

        await _producer.DeleteAsync(Queue, Cancelled);

        // Unroutable until it is there again.
        await Wait.UntilAsync(async () => await _producer.TryPublishAsync("PublishUserEvent", Message(0), Cancelled), Patience, "the queue is gone", Cancelled);
        await Wait.UntilAsync(async () => await LengthAsync() == 1, Patience, "the queue is not consumed", Cancelled);
        Assert.Contains("has cancelled the consumer of notifier-publish-user-event", notifier.Output, StringComparison.Ordinal);
    }

    private async Task<ServiceProcess> StartAsync(FaultProxy? toRedis = null)
    {
        var notifier = brokers.StartNotifier(("ConnectionStrings__redis", toRedis?.EndPoint ?? brokers.Redis.ConnectionString), KeepsAll);
        await notifier.WaitUntilReadyAsync(Cancelled);
        return notifier;
    }

    private async Task PublishAllAsync()
    {
        for (var n = 0; n < Many; n++)
        {
            await PublishAsync(n);
        }
    }

    private Task PublishAsync(int n) => _producer.PublishAsync("PublishUserEvent", Message(n), Cancelled, messageId: Guid.CreateVersion7());

    private string Message(int n) => Messages.ReadyMade(_userId, $$"""{"type":"x","n":{{n}}}""");

    private Task<long> LengthAsync() => _screen.Database.StreamLengthAsync($"{{cs:sse:user:{_userId}}}:log");

    /// <returns>What is in the user's log, once nothing is left for a notifier.</returns>
    private async Task<IEnumerable<int>> LoggedAsync()
    {
        await Wait.UntilAsync(async () => await LengthAsync() >= Many, Patience, "events are missing", Cancelled);
        var entries = await _screen.Database.StreamRangeAsync($"{{cs:sse:user:{_userId}}}:log");
        return entries.Select(entry => JsonElement.Parse((string)entry["d"]!).GetProperty("n").GetInt32());
    }
}
