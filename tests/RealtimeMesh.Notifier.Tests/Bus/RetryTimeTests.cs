using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RabbitMQ.Client;
using RealtimeMesh.BusDefaults;
using RealtimeMesh.Notifier.Bus;
using RealtimeMesh.Notifier.Bus.RabbitMq;
using RealtimeMesh.Notifier.Diagnostics;
using RealtimeMesh.Notifier.Tests.Brokers;
using RealtimeMesh.Testing;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Notifier.Tests.Bus;

/// <summary>A real queue, and a clock that stands still until it is moved.</summary>
public sealed class RetryTimeTests(TestBrokers brokers) : IAsyncLifetime
{
    private readonly string _queue = $"retried-{Guid.CreateVersion7()}";
    private readonly Clock _clock = new();
    private readonly CancellationTokenSource _stopping = new();
    private ServiceProvider _services = null!;
    private IConnection _connection = null!;
    private IChannel _channel = null!;
    private int _tries;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:rabbitmq", brokers.RabbitMq.ConnectionString)]).Build();
        _services = new ServiceCollection()
            .AddMetrics()
            .AddLogging()
            .AddSingleton(RabbitMqAddress.From(configuration))
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton<NotifierMetrics>()
            .AddSingleton<ErrorQueues>()
            .BuildServiceProvider();
        _connection = await _services.GetRequiredService<RabbitMqAddress>().ConnectAsync("retry-time", Cancelled);
        _channel = await _connection.CreateChannelAsync(cancellationToken: Cancelled);
        await _channel.QueueDeclareAsync(_queue, durable: false, exclusive: false, autoDelete: false, cancellationToken: Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _channel.QueueDeleteAsync(_queue);
        await _connection.DisposeAsync();
        await _services.DisposeAsync();
        _stopping.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_not_taken_is_tried_again_when_its_time_has_come_and_not_before()
    {
        await ConsumeAsync(1, (_, _) => Interlocked.Increment(ref _tries) <= 2 ? throw Away() : Task.CompletedTask);
        await UntilAsync(tries: 1, waits: 1);

        // Give or take a fifth.
        _clock.Advance(Retry.First * 0.79);
        Assert.Equal(1, Volatile.Read(ref _tries));
        _clock.Advance(Retry.First * 0.42);
        await UntilAsync(tries: 2, waits: 2);

        _clock.Advance(Retry.First * 2 * 1.21);
        await UntilAsync(tries: 3, waits: 2);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_waits_for_its_next_try_does_not_hold_up_the_end()
    {
        var consumer = await ConsumeAsync(1, (_, _) => Interlocked.Increment(ref _tries) > 0 ? throw Away() : Task.CompletedTask);
        await UntilAsync(tries: 1, waits: 1);

        await _stopping.CancelAsync();
        await consumer.StopAsync(Cancelled);

        Assert.Equal(1, Volatile.Read(ref _tries));
        Assert.Equal(1, await LeftAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_done_behind_one_that_fails_at_the_end_is_not_delivered_again()
    {
        var away = new TaskCompletionSource();
        var consumer = await ConsumeAsync(3, (_, _) => Interlocked.Increment(ref _tries) == 1 ? away.Task : Task.CompletedTask);
        await UntilAsync(tries: 3, waits: 0);

        await _stopping.CancelAsync();
        away.SetException(Away());
        await consumer.StopAsync(Cancelled);

        Assert.Equal(1, await LeftAsync());
    }

    private static UserEventsUnavailableException Away() => new("away", new TimeoutException());

    private async Task<QueueConsumer> ConsumeAsync(int count, Func<Delivery, CancellationToken, Task> handle)
    {
        for (var n = 0; n < count; n++)
        {
            await _channel.BasicPublishAsync("", _queue, ReadOnlyMemory<byte>.Empty, Cancelled);
        }

        var consumer = new QueueConsumer(_queue, _channel, handle, _services.GetRequiredService<ErrorQueues>(), _ => { }, _clock, _stopping.Token);
        await consumer.StartAsync(Cancelled);
        return consumer;
    }

    /// <returns>How many RabbitMQ would deliver again.</returns>
    private async Task<int> LeftAsync()
    {
        await _channel.CloseAsync(Cancelled);
        _channel = await _connection.CreateChannelAsync(cancellationToken: Cancelled);
        return (int)await _channel.MessageCountAsync(_queue, Cancelled);
    }

    private Task UntilAsync(int tries, int waits) => Wait.UntilAsync(
        () => Task.FromResult(Volatile.Read(ref _tries) == tries && _clock.Timers == waits),
        TimeSpan.FromSeconds(20),
        () => $"{_tries} tries and {_clock.Timers} waits, not {tries} and {waits}",
        Cancelled);

    private sealed class Clock : FakeTimeProvider
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _timers);
            return timer;
        }
    }
}
