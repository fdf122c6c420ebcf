using System.Text.Json;
using System.Text.Unicode;

namespace RealtimeMesh.Edge.Frames;

/// <summary>
/// What is published on a user's channel: an event with its id, <c>{"id":"…","event":{…}}</c>, or a bare event, <c>{"type":"…"}</c>.
/// The event stays bytes; that it is a JSON object with a <c>type</c> is all that is asked of it.
/// </summary>
internal readonly ref struct UserEventMessage
{
    // An id comes back as a header.
    private const int MaxIdBytes = 256;

    private UserEventMessage(ReadOnlySpan<byte> id, ReadOnlySpan<byte> @event)
    {
        Id = id;
        Event = @event;
    }

    /// <summary>Empty for a bare event.</summary>
    public ReadOnlySpan<byte> Id { get; }

    public ReadOnlySpan<byte> Event { get; }

    public static bool TryRead(ReadOnlySpan<byte> message, out UserEventMessage result)
    {
        result = default;
        try
        {
            return Utf8.IsValid(message) && TryReadJson(message, out result);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryReadJson(ReadOnlySpan<byte> message, out UserEventMessage result)
    {
        var reader = new Utf8JsonReader(message);
        reader.Read();
        var isEnvelope = reader.TokenType is JsonTokenType.StartObject && reader.Read()
            && reader.TokenType is JsonTokenType.PropertyName && reader.ValueTextEquals("id"u8);

        return isEnvelope ? TryReadEnvelope(message, ref reader, out result) : TryReadBare(message, out result);
    }

    private static bool TryReadBare(ReadOnlySpan<byte> message, out UserEventMessage result)
    {
        result = new UserEventMessage(default, message);
        var reader = new Utf8JsonReader(message);
        reader.Read();
        // The read after the event makes sure that nothing follows it.
        return TrySkipEvent(ref reader) && !reader.Read();
    }

    private static bool TryReadEnvelope(ReadOnlySpan<byte> message, scoped ref Utf8JsonReader reader, out UserEventMessage result)
    {
        result = default;
        reader.Read();
        if (!TryReadId(ref reader, out var id))
        {
            return false;
        }

        ReadOnlySpan<byte> found = default;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isEvent = reader.ValueTextEquals("event"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (!isEvent)
            {
                reader.Skip();
            }
            else if (TrySkipEvent(ref reader))
            {
                found = message[start..(int)reader.BytesConsumed];
            }
            else
            {
                return false;
            }
        }

        result = new UserEventMessage(id, found);
        return !found.IsEmpty && !reader.Read();
    }

    private static bool TryReadId(scoped ref Utf8JsonReader reader, out ReadOnlySpan<byte> id)
    {
        id = default;
        if (reader.TokenType is not JsonTokenType.String || reader.ValueSpan.Length is 0 or > MaxIdBytes)
        {
            return false;
        }

        id = reader.ValueSpan;
        if (reader.ValueIsEscaped)
        {
            var unescaped = new byte[id.Length];
            id = unescaped.AsSpan(0, reader.CopyString(unescaped));
        }

        // Control characters would end the id's line, or make clients ignore it.
        return !id.ContainsAnyInRange((byte)0, (byte)0x1f);
    }

    /// <summary>From an event's first token to its last.</summary>
    private static bool TrySkipEvent(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return false;
        }

        var hasType = false;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            hasType |= isType && reader.TokenType is JsonTokenType.String;
            reader.Skip();
        }

        return hasType;
    }
}
