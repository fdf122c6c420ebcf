using System.Text.Json;

namespace RealtimeMesh.Testing.Streams;

/// <summary>Follows one user's position over all his stream's connections, and refuses what would leave a gap or come twice.</summary>
internal sealed class StreamContinuity(bool isFiltered = false)
{
    /// <summary>The newest id.</summary>
    public StreamCursor? Position { get; private set; }

    /// <summary>Takes a frame of a connection; not one that ends the stream.</summary>
    /// <exception cref="FormatException">The frame is not what has to come next.</exception>
    public void Add(SseFrame frame, StreamConnection connection)
    {
        if (frame.Event != "message")
        {
            throw new FormatException($"A frame's event is '{frame.Event}': {frame}");
        }

        var json = Parse(frame);
        if (connection.Start is null)
        {
            connection.Started(Begin(frame, json, connection.LastEventId));
        }
        else
        {
            connection.Received(new ReceivedEvent(Continue(frame), json, DateTimeOffset.UtcNow));
        }
    }

    private static JsonElement Parse(SseFrame frame)
    {
        try
        {
            return frame.Type is not null ? frame.Json : throw new FormatException($"An event has no type: {frame}");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw new FormatException($"A frame's data is not a JSON object: {frame}", malformed);
        }
    }

    private StreamStart Begin(SseFrame frame, JsonElement json, StreamCursor? lastEventId)
    {
        if (frame.Type != "connected")
        {
            throw new FormatException($"An event came before 'connected': {frame}");
        }

        var start = new StreamStart(StreamCursor.Parse(frame.Id), json.GetProperty("resumed").GetBoolean(), DateTimeOffset.UtcNow);
        if (start.Resumed && start.Id != lastEventId)
        {
            throw new FormatException($"The stream resumed from {start.Id}; asked for was {lastEventId?.ToString() ?? "nothing"}.");
        }

        Position = start.Id;
        return start;
    }

    private StreamCursor Continue(SseFrame frame)
    {
        if (frame.Type == "connected")
        {
            throw new FormatException($"'connected' came in the middle: {frame}");
        }

        var id = StreamCursor.Parse(frame.Id);
        if (!(isFiltered ? id.Epoch == Position!.Epoch && id.Offset > Position.Offset : id == Position!.Next))
        {
            throw new FormatException($"After {Position} came {id}.");
        }

        Position = id;
        return id;
    }
}
