using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;

namespace RealtimeMesh.Notifier.Bus.RabbitMq.Reading;

/// <summary>Finds the message in MassTransit's envelope without building anything of the rest.</summary>
internal static class EnvelopeReader
{
    private static readonly JsonReaderOptions _options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <param name="json">The whole envelope.</param>
    /// <param name="urn">Of the wanted type, in ASCII.</param>
    /// <exception cref="SerializationException">It is no envelope.</exception>
    /// <exception cref="RefusedMessageException">Its message id is none.</exception>
    public static Envelope Read(ReadOnlySpan<byte> json, ReadOnlySpan<byte> urn)
    {
        try
        {
            var reader = new Utf8JsonReader(json, _options);
            return Read(ref reader, urn);
        }
        // Half a surrogate pair is an invalid operation.
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            throw new SerializationException($"The envelope cannot be read: {unreadable.Message}");
        }
    }

    private static Envelope Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> urn)
    {
        Range? message = null;
        Guid? messageId = null;
        var isOfType = false;
        Expect(reader.Read() && reader.TokenType is JsonTokenType.StartObject, "The envelope is no JSON object.");
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (IsText(ref reader, "message"u8))
            {
                message = Value(ref reader);
            }
            else if (IsText(ref reader, "messageType"u8))
            {
                isOfType = Contains(ref reader, urn);
            }
            else if (IsText(ref reader, "messageId"u8))
            {
                messageId = MessageId(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        // Throws at whatever follows.
        reader.Read();
        Expect(message is not null, "The envelope has no message.");
        return new Envelope(message!.Value, messageId, isOfType);
    }

    /// <returns>Null for a null.</returns>
    private static Range? Value(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isNull = reader.TokenType is JsonTokenType.Null;
        reader.Skip();
        return isNull ? null : start..(int)reader.BytesConsumed;
    }

    private static bool Contains(ref Utf8JsonReader reader, ReadOnlySpan<byte> urn)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.Null)
        {
            return false;
        }

        Expect(reader.TokenType is JsonTokenType.StartArray, "messageType in the envelope is no array.");
        var found = false;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            Expect(reader.TokenType is JsonTokenType.String or JsonTokenType.Null, "messageType in the envelope holds something other than text.");
            found |= reader.TokenType is JsonTokenType.String && IsText(ref reader, urn);
        }

        return found;
    }

    private static Guid? MessageId(ref Utf8JsonReader reader)
    {
        reader.Read();
        Expect(reader.TokenType is JsonTokenType.String or JsonTokenType.Null, "messageId in the envelope is no text.");
        if (reader.TokenType is JsonTokenType.String && reader.TryGetGuid(out var usual))
        {
            return usual;
        }

        var text = reader.GetString();
        return string.IsNullOrWhiteSpace(text) ? null : Guid.TryParse(text, out var messageId) ? messageId : throw new RefusedMessageException("messageId", text, "a UUID");
    }

    // In any case, as MassTransit reads it.
    private static bool IsText(ref Utf8JsonReader reader, ReadOnlySpan<byte> ascii) => reader.ValueIsEscaped
        ? string.Equals(reader.GetString(), Encoding.ASCII.GetString(ascii), StringComparison.OrdinalIgnoreCase)
        : Ascii.EqualsIgnoreCase(reader.ValueSpan, ascii);

    private static void Expect(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new SerializationException(otherwise);
        }
    }
}

/// <param name="Message">Where the message is in the envelope's bytes.</param>
/// <param name="MessageId">The same when it is delivered again.</param>
/// <param name="IsOfType">Whether it can be read as the wanted type.</param>
internal readonly record struct Envelope(Range Message, Guid? MessageId, bool IsOfType);
