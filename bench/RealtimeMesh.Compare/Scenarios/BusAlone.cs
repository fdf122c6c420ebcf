using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RealtimeMesh.LoadGen;
using RealtimeMesh.LoadGen.Publishing;
using RealtimeMesh.LoadGen.Streams;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Compare.Scenarios;

/// <summary>What nobody behind a durable quorum queue can be faster than: the same events, taken off the queue and dropped.</summary>
internal static class BusAlone
{
    private const string Exchange = "RealtimeMesh.Contracts.UserEvents:PublishUserEvent";
    private const string Queue = "bus-alone";
    private const int WarmUpSeconds = 5;
    private const int Seconds = 20;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    public static async Task<Figures> MeasureAsync(int rate, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var rabbitMq = await RabbitMqServer.StartAsync(cancellationToken);
        await using var connection = await new ConnectionFactory { Uri = new Uri(rabbitMq.ConnectionString) }.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var clock = new MicroClock(time);
        // Consumed one at a time, in order.
        List<double> milliseconds = [];
        await ConsumeAsync(channel, at => milliseconds.Add((clock.Now - at) / 1_000.0), cancellationToken);

        await using var publisher = await BusPublisher.ConnectAsync(new LoadOptions { RabbitMq = rabbitMq.ConnectionString }, isEnvelope: false, cancellationToken);
        var started = time.GetTimestamp();
        var published = new List<Task>();
        for (var sent = 0; sent < rate * (WarmUpSeconds + Seconds); sent++)
        {
            while (sent >= time.GetElapsedTime(started).TotalSeconds * rate)
            {
                await Task.Delay(Tick, time, cancellationToken);
            }

            published.Add(publisher.PublishAsync("anybody", LoadEvent.Create(200, clock.Now, LoadEvent.First), cancellationToken));
        }

        await Task.WhenAll(published);
        await channel.CloseAsync(cancellationToken);
        double[] counted = [.. milliseconds.Skip(rate * WarmUpSeconds).Order()];
        return counted.Length < rate * Seconds * 0.99
            ? throw new InvalidOperationException($"Only {milliseconds.Count} events came of {published.Count}.")
            : [("p50 ms", At(50)), ("p90 ms", At(90)), ("p99 ms", At(99))];

        double At(int percentile) => counted[counted.Length * percentile / 100];
    }

    private static async Task ConsumeAsync(IChannel channel, Action<long> take, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(
            Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(Queue, Exchange, "", cancellationToken: cancellationToken);
        await channel.BasicQosAsync(0, 32, global: false, cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            if (LoadEvent.TryRead(message.Body.Span, out var at, out var _))
            {
                take(at);
            }

            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellationToken);
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer, cancellationToken);
    }
}
