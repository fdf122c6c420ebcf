using System.Text.Json;
using RabbitMQ.Client;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.LoadGen.Publishing;

/// <summary><see cref="PublishUserEvent"/> on RabbitMQ, as any team would: raw JSON, or MassTransit's envelope. Confirmed by the broker.</summary>
internal sealed class BusPublisher(IConnection connection, IChannel channel, bool isEnvelope) : IEventPublisher
{
    private const string Message = "RealtimeMesh.Contracts.UserEvents:PublishUserEvent";
    private const string EnvelopeType = "application/vnd.masstransit+json";

    private readonly SemaphoreSlim _channelInUse = new(1);

    public static async Task<BusPublisher> ConnectAsync(LoadOptions options, bool isEnvelope, CancellationToken cancellationToken)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(options.RabbitMq) }.CreateConnectionAsync(cancellationToken);
        var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        return new BusPublisher(connection, await connection.CreateChannelAsync(confirmed, cancellationToken), isEnvelope);
    }

    public async Task PublishAsync(string userId, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var messageId = Guid.CreateVersion7();
        var properties = new BasicProperties
        {
            ContentType = isEnvelope ? EnvelopeType : "application/json",
            MessageId = messageId.ToString(),
            DeliveryMode = DeliveryModes.Persistent,
        };
        ValueTask published;
        await _channelInUse.WaitAsync(cancellationToken);
        try
        {
            published = channel.BasicPublishAsync(Message, "", mandatory: true, properties, Body(userId, json, messageId), cancellationToken);
        }
        finally
        {
            _channelInUse.Release();
        }

        await published;
    }

    /// <summary>The message for one user.</summary>
    public byte[] Body(string userId, ReadOnlyMemory<byte> json, Guid messageId)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            if (isEnvelope)
            {
                writer.WriteString("messageId", messageId);
                writer.WriteStartArray("messageType");
                writer.WriteStringValue($"urn:message:{Message}");
                writer.WriteEndArray();
                writer.WriteStartObject("message");
            }

            writer.WriteStartArray("userIds");
            writer.WriteStringValue(userId);
            writer.WriteEndArray();
            writer.WritePropertyName("event");
            writer.WriteRawValue(json.Span, skipInputValidation: true);
            if (isEnvelope)
            {
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return body.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        _channelInUse.Dispose();
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
