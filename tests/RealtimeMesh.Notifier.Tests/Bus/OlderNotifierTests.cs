using RealtimeMesh.Notifier.Tests.Brokers;

namespace RealtimeMesh.Notifier.Tests.Bus;

/// <summary>While notifiers are replaced, one that consumes with MassTransit stands beside the new one.</summary>
public sealed class OlderNotifierTests(TestBrokers brokers) : IAsyncLifetime
{
    private static readonly string[] _sameInBoth = ["MT-Reason", "MT-Fault-ExceptionType", "MT-Fault-InputAddress", "MT-Fault-Message", "MT-Fault-MessageType", "x-own"];

    private Producer _producer = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _producer = await Producer.ConnectAsync(brokers.RabbitMq.ConnectionString);
        await DeleteAllAsync();
    }

    public ValueTask DisposeAsync() => _producer.DisposeAsync();

    // RabbitMQ refuses to declare what exists in another way, and neither would get ready.
    [Fact(Timeout = 120_000)]
    public async Task Either_starts_on_what_the_other_has_declared()
    {
        using (await MassTransitNotifier.StartAsync(brokers.RabbitMq.ConnectionString, Cancelled))
        {
            await _producer.PublishAsync("DisconnectUser", """{"userId":"a:b"}""", Cancelled);
            await _producer.TakeRefusedAsync("DisconnectUser", Cancelled);
            await using var beside = await brokers.StartReadyNotifierAsync(Cancelled);
        }

        await using var notifier = await RefuseWithOursAsync();
        using var older = await MassTransitNotifier.StartAsync(brokers.RabbitMq.ConnectionString, Cancelled);
    }

    [Fact(Timeout = 120_000)]
    public async Task Both_tell_in_the_same_headers_why_a_message_is_in_the_error_queue()
    {
        Refused older;
        using (await MassTransitNotifier.StartAsync(brokers.RabbitMq.ConnectionString, Cancelled))
        {
            await _producer.PublishAsync("DisconnectUser", """{"userId":"a:b"}""", Cancelled);
            older = await _producer.TakeRefusedAsync("DisconnectUser", Cancelled);
        }

        await using var notifier = await brokers.StartReadyNotifierAsync(Cancelled);
        await _producer.PublishAsync("DisconnectUser", """{"userId":"a:b"}""", Cancelled);
        var ours = await _producer.TakeRefusedAsync("DisconnectUser", Cancelled);

        Assert.Equal(older.Body, ours.Body);
        Assert.Equal(older.Headers.Keys.Order(StringComparer.Ordinal), ours.Headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("fault", ours.Headers["MT-Reason"]);
        Assert.All(_sameInBoth.Intersect(older.Headers.Keys).Except(["MT-Fault-Message"]), header => Assert.Equal(older.Headers[header], ours.Headers[header]));
    }

    private async Task<IAsyncDisposable> RefuseWithOursAsync()
    {
        await DeleteAllAsync();
        var notifier = await brokers.StartReadyNotifierAsync(Cancelled);
        await _producer.PublishAsync("DisconnectUser", """{"userId":"a:b"}""", Cancelled);
        await _producer.TakeRefusedAsync("DisconnectUser", Cancelled);
        return notifier;
    }

    private async Task DeleteAllAsync()
    {
        foreach (var (message, queue) in Messages.Queues)
        {
            await _producer.DeleteAsync(queue, Cancelled);
            await _producer.DeleteAsync($"{queue}_error", Cancelled);
            await _producer.DeleteExchangeAsync(queue, Cancelled);
            await _producer.DeleteExchangeAsync($"{queue}_error", Cancelled);
            await _producer.DeleteExchangeAsync(Messages.Exchange(message), Cancelled);
        }
    }
}
