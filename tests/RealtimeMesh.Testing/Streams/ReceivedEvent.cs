using System.Text.Json;

namespace RealtimeMesh.Testing.Streams;

/// <summary>An event of a stream, other than <c>connected</c>.</summary>
public sealed record ReceivedEvent(StreamCursor Id, JsonElement Json, DateTimeOffset At)
{
    public string? Type => Json.GetProperty("type").GetString();
}
