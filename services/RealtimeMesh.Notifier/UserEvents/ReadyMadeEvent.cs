using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.Notifier.UserEvents;

/// <summary>What other teams may ask to publish.</summary>
internal static class ReadyMadeEvent
{
    // Escaping is for JSON inside HTML; without it, text that is not English keeps its size.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Json(PublishUserEvent message)
    {
        var type = Type(message);
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, Compact))
        {
            // The type goes first: an object that begins with "id" is read as an envelope.
            writer.WriteStartObject();
            writer.WriteString("type", type);
            foreach (var property in message.Event.EnumerateObject().Where(property => !property.NameEquals("type")))
            {
                property.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return json.WrittenCount <= PublishUserEvent.MaxEventBytes
            ? json.WrittenMemory
            : throw new RefusedMessageException("event", $"{json.WrittenCount} bytes", $"at most {PublishUserEvent.MaxEventBytes} bytes");
    }

    public static string Type(PublishUserEvent message)
    {
        var userEvent = message.Event;
        if (userEvent.ValueKind is not JsonValueKind.Object)
        {
            throw new RefusedMessageException("event", $"{userEvent.ValueKind}", "a JSON object");
        }

        if (!userEvent.TryGetProperty("type", out var type) || type.ValueKind is not JsonValueKind.String || type.GetString() is not { Length: > 0 } name)
        {
            throw new RefusedMessageException("event.type", type.ValueKind is JsonValueKind.Undefined ? null : type.GetRawText(), "a string that is not empty");
        }

        return name is not "connected"
            ? name
            : throw new RefusedMessageException("event.type", name, "any type but that one, which only a stream itself begins with");
    }
}
