using System.Text.Json;

namespace RealtimeMesh.Testing.Streams;

/// <summary>One frame of an event stream, as it was sent.</summary>
public sealed record SseFrame(string? Event, string? Id, int? Retry, string? Data)
{
    /// <summary>The data as JSON, without the envelope that the RPC path puts around it.</summary>
    public JsonElement Json
    {
        get
        {
            var data = JsonElement.Parse(Data ?? throw new InvalidOperationException($"The frame has no data: {this}"));
            return data.TryGetProperty("json", out var inner) ? inner : data;
        }
    }

    /// <summary>The event's type; null for a frame that ends the stream.</summary>
    public string? Type => Json.TryGetProperty("type", out var type) ? type.GetString() : null;
}
