using System.Text;
using RabbitMQ.Client;
using RealtimeMesh.Notifier.Routing;

namespace RealtimeMesh.Notifier.Bus.RabbitMq;

/// <summary>A message of RabbitMQ, until it is acknowledged.</summary>
/// <param name="tag">Counts the deliveries of its channel, from 1.</param>
/// <param name="routingKey">As it was published.</param>
/// <param name="properties">As they were published.</param>
/// <param name="body">A copy: the client takes back its own when the delivery has been handed over.</param>
internal sealed class Delivery(ulong tag, string routingKey, IReadOnlyBasicProperties properties, byte[] body)
{
    public ulong Tag => tag;

    public string RoutingKey => routingKey;

    public IReadOnlyBasicProperties Properties => properties;

    public byte[] Body => body;

    /// <summary>Once it could be read.</summary>
    public Incoming? Incoming { get; set; }

    /// <summary>What it was given to, once it could be read.</summary>
    public object? Handler { get; set; }

    /// <summary>W3C trace context of its handling, or of its producer where nobody looks on.</summary>
    public string? TraceParent { get; set; }

    /// <returns>Null also where it holds no text.</returns>
    public string? Header(string name) =>
        properties.Headers is { } headers && headers.TryGetValue(name, out var value)
            ? value switch
            {
                byte[] utf8 => Encoding.UTF8.GetString(utf8),
                string text => text,
                _ => null,
            }
            : null;
}
