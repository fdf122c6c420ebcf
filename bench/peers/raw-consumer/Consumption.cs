using System.Text.Json;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Peers.RawConsumer;

/// <summary>A durable quorum queue, and what is done with each message: many at once, acknowledged together when Redis has them.</summary>
internal static class Consumption
{
    private const string Exchange = "RealtimeMesh.Contracts.Studio:JobCompleted";
    private const string Queue = "raw-consumer";
    private const ushort AtOnce = 500;
    private const int LargestBatch = 100;

    /// <returns>The connection; consuming ends with it.</returns>
    public static async Task<IConnection> BeginAsync(Uri rabbitMq, IUserEventPublisher publisher)
    {
        var connection = await new ConnectionFactory { Uri = rabbitMq }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, AtOnce, global: false);
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.QueueBindAsync(Queue, Exchange, "");

        var underWay = Channel.CreateBounded<(ulong Tag, Task Published)>(AtOnce);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            var envelope = JsonSerializer.Deserialize(delivery.Body.Span, RawJson.Default.Envelope)!;
            var published = publisher.PublishAsync(envelope.Message.UserId, envelope.ToUserEvent(), CancellationToken.None);
            return underWay.Writer.WriteAsync((delivery.DeliveryTag, published)).AsTask();
        };
        Acknowledging = AcknowledgeAsync(channel, underWay.Reader);
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer);
        return connection;
    }

    /// <summary>Ends with the connection, or fails.</summary>
    public static Task Acknowledging { get; private set; } = Task.CompletedTask;

    private static async Task AcknowledgeAsync(IChannel channel, ChannelReader<(ulong Tag, Task Published)> underWay)
    {
        var unacknowledged = 0;
        await foreach (var (tag, published) in underWay.ReadAllAsync())
        {
            await published;
            if (++unacknowledged == LargestBatch || underWay.Count == 0)
            {
                await channel.BasicAckAsync(tag, multiple: true);
                unacknowledged = 0;
            }
        }
    }
}
