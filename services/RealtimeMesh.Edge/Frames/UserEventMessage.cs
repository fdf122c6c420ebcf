using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Frames;

/// <summary>
/// What is published on a user's channel: an event with its id, <c>{"id":"…","type":"…","event":{…}}</c>, a bare event, <c>{"type":"…"}</c>,
/// or an operator's <c>{"disconnect":1}</c>. The event stays bytes; that it is a JSON object with a <c>type</c> is all that is asked of it.
/// </summary>
internal readonly ref struct UserEventMessage
{
    // An id comes back as a header.
    private const int MaxIdBytes = 128;

    /// <summary>Empty for a bare event.</summary>
    public ReadOnlySpan<byte> Id { get; private init; }

    /// <summary>The id's first part.</summary>
    public ReadOnlySpan<byte> Epoch { get; private init; }

    /// <summary>The id's second part.</summary>
    public long Offset { get; private init; }

    public ReadOnlySpan<byte> Type { get; private init; }

    public ReadOnlySpan<byte> Event { get; private init; }

    /// <summary>When an operator ended the user's streams; null unless it is the message that says so.</summary>
    public long? Disconnected { get; private init; }

    public static bool TryRead(ReadOnlySpan<byte> message, out UserEventMessage result)
    {
        result = default;
        try
        {
            return Utf8.IsValid(message) && TryReadJson(message, out result);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // The latter is half a surrogate pair, escaped: JSON by its grammar, and no text.
            result = default;
            return false;
        }
    }

    /// <summary>Of an event from the log; read out of it where its publisher did not say the type beside it.</summary>
    public static ReadOnlySpan<byte> TypeOf(LoggedUserEvent logged) =>
        !logged.Type.IsEmpty ? logged.Type.Span : TryRead(logged.Json.Span, out var bare) ? bare.Type : default;

    private static bool TryReadJson(ReadOnlySpan<byte> message, out UserEventMessage result)
    {
        var reader = new Utf8JsonReader(message);
        reader.Read();
        var first = reader.TokenType is JsonTokenType.StartObject && reader.Read() && reader.TokenType is JsonTokenType.PropertyName;

        return first && reader.ValueTextEquals("id"u8) ? TryReadEnvelope(message, ref reader, out result)
            : first && reader.ValueTextEquals("disconnect"u8) ? TryReadDisconnect(ref reader, out result)
            : TryReadBare(message, out result);
    }

    private static bool TryReadBare(ReadOnlySpan<byte> message, out UserEventMessage result)
    {
        var reader = new Utf8JsonReader(message);
        reader.Read();
        // The read after the event makes sure that nothing follows it.
        var isEvent = TrySkipEvent(ref reader, out var type) && !reader.Read();
        result = new UserEventMessage { Type = type, Event = message };
        return isEvent;
    }

    private static bool TryReadDisconnect(scoped ref Utf8JsonReader reader, out UserEventMessage result)
    {
        result = default;
        reader.Read();
        if (reader.TokenType is not JsonTokenType.Number || !reader.TryGetInt64(out var disconnected))
        {
            return false;
        }

        result = new UserEventMessage { Disconnected = disconnected };
        return reader.Read() && reader.TokenType is JsonTokenType.EndObject;
    }

    private static bool TryReadEnvelope(ReadOnlySpan<byte> message, scoped ref Utf8JsonReader reader, out UserEventMessage result)
    {
        result = default;
        reader.Read();
        if (!TryReadId(ref reader, out var id, out var epoch, out var offset))
        {
            return false;
        }

        ReadOnlySpan<byte> found = default;
        ReadOnlySpan<byte> type = default;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isEvent = reader.ValueTextEquals("event"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (!isEvent)
            {
                reader.Skip();
            }
            else if (TrySkipEvent(ref reader, out type))
            {
                found = message[start..(int)reader.BytesConsumed];
            }
            else
            {
                return false;
            }
        }

        result = new UserEventMessage { Id = id, Epoch = epoch, Offset = offset, Type = type, Event = found };
        return !found.IsEmpty && !reader.Read();
    }

    private static bool TryReadId(
        scoped ref Utf8JsonReader reader, out ReadOnlySpan<byte> id, out ReadOnlySpan<byte> epoch, out long offset)
    {
        id = default;
        epoch = default;
        offset = 0;
        if (reader.TokenType is not JsonTokenType.String || reader.ValueSpan.Length is 0 or > MaxIdBytes || reader.ValueIsEscaped)
        {
            return false;
        }

        id = reader.ValueSpan;
        var dash = id.LastIndexOf((byte)'-');
        epoch = id[..Math.Max(dash, 0)];
        return dash > 0
            && Utf8Parser.TryParse(id[(dash + 1)..], out offset, out var digits) && digits == id.Length - dash - 1 && id[dash + 1] is not (byte)'+';
    }

    /// <summary>From an event's first token to its last.</summary>
    private static bool TrySkipEvent(scoped ref Utf8JsonReader reader, out ReadOnlySpan<byte> type)
    {
        type = default;
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return false;
        }

        var hasType = false;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType && reader.TokenType is JsonTokenType.String)
            {
                hasType = true;
                type = Unescaped(ref reader);
            }

            reader.Skip();
        }

        return hasType;
    }

    private static ReadOnlySpan<byte> Unescaped(scoped ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        var unescaped = new byte[reader.ValueSpan.Length];
        return unescaped.AsSpan(0, reader.CopyString(unescaped));
    }
}
