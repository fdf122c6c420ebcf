using RabbitMQ.Client;
using RealtimeMesh.Notifier.Bus.RabbitMq;
using RealtimeMesh.Notifier.Tests.Brokers;
using RealtimeMesh.Testing;

namespace RealtimeMesh.Notifier.Tests.Bus;

/// <summary>On a queue of a real RabbitMQ: it closes the channel over an acknowledgement too many, and keeps what has none.</summary>
public sealed class AcknowledgementsTests(TestBrokers brokers) : IAsyncLifetime
{
    private const int Prefetch = 8;

    private readonly string _queue = $"acknowledged-{Guid.CreateVersion7()}";
    private IConnection _connection = null!;
    private IChannel _channel = null!;
    private Taken _taken = null!;
    private Acknowledgements _acknowledgements = null!;
    private Task _running = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _connection = await new ConnectionFactory { Uri = new Uri(brokers.RabbitMq.ConnectionString) }.CreateConnectionAsync(Cancelled);
        _channel = await _connection.CreateChannelAsync(cancellationToken: Cancelled);
        await _channel.QueueDeclareAsync(_queue, durable: false, exclusive: false, autoDelete: false, cancellationToken: Cancelled);
        await _channel.BasicQosAsync(0, Prefetch, global: false, Cancelled);
        _acknowledgements = new Acknowledgements(_channel, Prefetch);
        _taken = new Taken(_channel, _acknowledgements);
        _running = _acknowledgements.RunAsync();
        await _channel.BasicConsumeAsync(_queue, autoAck: false, _taken, Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.QueueDeleteAsync(_queue);
        await _connection.DisposeAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_not_done_is_not_acknowledged_and_neither_is_what_is_done_behind_it()
    {
        await PublishAsync(4);
        await _taken.UntilAsync(4);

        _acknowledgements.Complete(1);
        _acknowledgements.Complete(3);
        _acknowledgements.Complete(4);

        Assert.Equal(3, await LeftAfterTheEndAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_done_behind_one_that_waits_is_acknowledged_by_itself_for_as_many_as_come()
    {
        await PublishAsync(10 * Prefetch);
        await _taken.UntilAsync(Prefetch);
        _acknowledgements.SetApart(1);

        for (ulong tag = 2; tag <= 10 * Prefetch; tag++)
        {
            await _taken.UntilAsync(tag);
            _acknowledgements.Complete(tag);
        }

        Assert.Equal(1, await LeftAfterTheEndAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task One_that_holds_up_half_of_the_others_is_passed_by()
    {
        await PublishAsync(2 * Prefetch);

        for (ulong tag = 2; tag <= 2 * Prefetch; tag++)
        {
            await _taken.UntilAsync(tag);
            _acknowledgements.Complete(tag);
        }

        _acknowledgements.Complete(1);
        Assert.Equal(0, await LeftAfterTheEndAsync());
    }

    [Theory(Timeout = 60_000)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task In_whatever_order_they_are_done_each_is_acknowledged_once(int seed)
    {
        const int Many = 2_000;
        var random = new Random(seed);
        await PublishAsync(Many);

        List<ulong> open = [];
        for (ulong next = 1; next <= Many || open.Count > 0;)
        {
            // A few that are done may not be acknowledged while others are under way.
            if (next <= Many && open.Count < Prefetch / 2 && (open.Count == 0 || random.Next(2) == 0))
            {
                await _taken.UntilAsync(next);
                open.Add(next++);
                continue;
            }

            var chosen = random.Next(open.Count);
            if (random.Next(10) == 0)
            {
                _acknowledgements.SetApart(open[chosen]);
            }
            else
            {
                _acknowledgements.Complete(open[chosen]);
                open.RemoveAt(chosen);
            }
        }

        Assert.Equal(0, await LeftAfterTheEndAsync());
    }

    private async Task PublishAsync(int count)
    {
        for (var n = 0; n < count; n++)
        {
            await _channel.BasicPublishAsync("", _queue, ReadOnlyMemory<byte>.Empty, Cancelled);
        }
    }

    /// <returns>How many RabbitMQ would deliver again.</returns>
    private async Task<int> LeftAfterTheEndAsync()
    {
        _acknowledgements.Stop();
        await _running;
        // RabbitMQ takes what is sent on a channel in its order, and says here if it minded anything.
        await _channel.CloseAsync(Cancelled);
        _channel = await _connection.CreateChannelAsync(cancellationToken: Cancelled);
        return (int)await _channel.MessageCountAsync(_queue, Cancelled);
    }

    private sealed class Taken(IChannel channel, Acknowledgements acknowledgements) : AsyncDefaultBasicConsumer(channel)
    {
        private ulong _newest;

        public Task UntilAsync(ulong tag) =>
            Wait.UntilAsync(() => Volatile.Read(ref _newest) >= tag, TimeSpan.FromSeconds(20), $"delivery {tag} is held back", Cancelled);

        public override Task HandleBasicDeliverAsync(
            string consumerTag,
            ulong deliveryTag,
            bool redelivered,
            string exchange,
            string routingKey,
            IReadOnlyBasicProperties properties,
            ReadOnlyMemory<byte> body,
            CancellationToken cancellationToken = default)
        {
            acknowledgements.Begin(deliveryTag);
            Volatile.Write(ref _newest, deliveryTag);
            return Task.CompletedTask;
        }
    }
}
