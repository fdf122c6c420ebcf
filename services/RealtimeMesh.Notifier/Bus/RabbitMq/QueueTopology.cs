using RabbitMQ.Client;
using RealtimeMesh.Notifier.Routing;

namespace RealtimeMesh.Notifier.Bus.RabbitMq;

/// <summary>
/// Exchanges and queues, exactly as MassTransit declares them: its producers, and notifiers that still consume with it, meet the same ones, and RabbitMQ refuses
/// to declare what exists in another way.
/// </summary>
internal static class QueueTopology
{
    // RabbitMQ 4 drops what was delivered 20 times. While Redis is away for a day, or notifiers die, that must cost nothing.
    private static readonly Dictionary<string, object?> _arguments = new() { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = int.MaxValue };

    public static async Task DeclareAsync(IChannel channel, MessageRoute route, CancellationToken cancellationToken)
    {
        await DeclareAsync(channel, route.Queue, cancellationToken);
        await channel.ExchangeDeclareAsync(route.Exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.ExchangeBindAsync(destination: route.Queue, source: route.Exchange, routingKey: "", cancellationToken: cancellationToken);
    }

    /// <summary>A queue with the exchange of its name before it.</summary>
    public static async Task DeclareAsync(IChannel channel, string queue, CancellationToken cancellationToken)
    {
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, _arguments, cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue, exchange: queue, routingKey: "", cancellationToken: cancellationToken);
    }
}
