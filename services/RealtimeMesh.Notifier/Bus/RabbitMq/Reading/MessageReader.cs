using System.Net.Mime;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MassTransit;
using MassTransit.Serialization;

namespace RealtimeMesh.Notifier.Bus.RabbitMq.Reading;

/// <summary>Reads both forms of a message: JSON in MassTransit's envelope, and JSON as any other language writes it.</summary>
internal static class MessageReader<TMessage>
    where TMessage : class
{
    private const string Raw = "application/json";
    private const string Enveloped = "application/vnd.masstransit+json";
    private const string ContentTypes = $"{Raw}, or {Enveloped} with MassTransit's envelope";

    private static readonly string _urn = MessageUrn.ForTypeString<TMessage>();
    private static readonly byte[] _urnUtf8 = Encoding.ASCII.GetBytes(_urn);

    // MassTransit's own options: whatever its producers write is read as it always was.
    private static readonly JsonTypeInfo<TMessage> _json = (JsonTypeInfo<TMessage>)SystemTextJsonMessageSerializer.Options.GetTypeInfo(typeof(TMessage));

    /// <exception cref="RefusedMessageException">It is not in one of the forms, or of another type.</exception>
    /// <exception cref="SerializationException">Its envelope cannot be read.</exception>
    /// <exception cref="JsonException">The message in it cannot be read.</exception>
    public static (TMessage Message, Guid? MessageId) Read(Delivery delivery)
    {
        // The usual forms, without a parser for the rest.
        var mediaType = delivery.Properties.ContentType is Enveloped or Raw ? delivery.Properties.ContentType : MediaType(delivery);
        if (string.Equals(mediaType, Raw, StringComparison.OrdinalIgnoreCase))
        {
            return (ReadRaw(delivery), MessageId(delivery));
        }

        try
        {
            // Also without a content type: an envelope tells itself.
            var envelope = EnvelopeReader.Read(delivery.Body, _urnUtf8);
            return envelope.IsOfType
                ? (Deserialize(delivery.Body.AsSpan(envelope.Message)), envelope.MessageId)
                : throw AnotherType();
        }
        catch (SerializationException) when (!string.Equals(mediaType, Enveloped, StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedMessageException("content_type", mediaType, ContentTypes);
        }
    }

    private static TMessage ReadRaw(Delivery delivery)
    {
        if (delivery.Header(MessageHeaders.MessageType) is { Length: > 0 } types && !types.Split(';').Contains(_urn, StringComparer.OrdinalIgnoreCase))
        {
            throw AnotherType();
        }

        return Deserialize(delivery.Body.Length > 0 ? delivery.Body : "{}"u8);
    }

    private static TMessage Deserialize(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, _json) ?? throw new RefusedMessageException("the message", "null", "a JSON object");
        }
        catch (JsonException unreadable) when (unreadable.InnerException is not null)
        {
            // The innermost exception is what an operator is told, and that one does not know which field it is about.
            throw new JsonException(unreadable.Message);
        }
    }

    private static Guid? MessageId(Delivery delivery) =>
        Guid.TryParse(delivery.Header(MessageHeaders.MessageId) ?? delivery.Properties.MessageId, out var messageId) ? messageId : null;

    private static string? MediaType(Delivery delivery)
    {
        try
        {
            var contentType = delivery.Properties.ContentType is { Length: > 0 } given ? given : delivery.Header("Content-Type");
            return string.IsNullOrWhiteSpace(contentType) ? null : new ContentType(contentType).MediaType;
        }
        catch (FormatException)
        {
            return delivery.Properties.ContentType;
        }
    }

    private static RefusedMessageException AnotherType() => new("messageType", "another one", "this queue's");
}
