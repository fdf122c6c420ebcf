using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Peers.RawConsumer;

/// <summary>A durable quorum queue, and what is done with each message: many at once, each acknowledged when Redis has it.</summary>
internal static class Consumption
{
    private const string Exchange = "RealtimeMesh.Contracts.Studio:JobCompleted";
    private const string Queue = "raw-consumer";
    private const ushort AtOnce = 100;

    /// <returns>The connection; consuming ends with it.</returns>
    public static async Task<IConnection> BeginAsync(Uri rabbitMq, IUserEventPublisher publisher)
    {
        var connection = await new ConnectionFactory { Uri = rabbitMq, ConsumerDispatchConcurrency = AtOnce }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, AtOnce * 2, global: false);
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.QueueBindAsync(Queue, Exchange, "");

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            var envelope = JsonSerializer.Deserialize(delivery.Body.Span, RawJson.Default.Envelope)!;
            await publisher.PublishAsync(envelope.Message.UserId, envelope.ToUserEvent(), CancellationToken.None);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer);
        return connection;
    }
}
