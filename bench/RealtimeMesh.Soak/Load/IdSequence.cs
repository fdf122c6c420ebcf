using System.Text.Json;

namespace RealtimeMesh.Soak.Load;

/// <summary>One stream's ids: each is the former one's successor, from the cursor on if there was one.</summary>
internal sealed class IdSequence(EventId? cursor)
{
    /// <summary>Null until the stream is connected.</summary>
    public EventId? Last { get; private set; }

    public bool IsResumed { get; private set; }

    /// <returns>What is wrong with it; null if nothing is.</returns>
    public string? Add(Frame frame)
    {
        var id = EventId.Parse(frame.Id);
        var wrong = Last is { } last ? Follow(id, last) : Begin(id, JsonElement.Parse(frame.Data));
        Last = id;
        return wrong;
    }

    private static string? Follow(EventId id, EventId last) => id == last.Next ? null
        : id.Epoch != last.Epoch ? $"{id} follows {last}: another epoch"
        : id.Offset <= last.Offset ? $"{id} follows {last}: a duplicate"
        : $"{id} follows {last}: a gap";

    private string? Begin(EventId id, JsonElement connected)
    {
        if (connected.GetProperty("type").GetString() is not "connected")
        {
            return $"{id} comes before the connected event";
        }

        IsResumed = connected.GetProperty("resumed").GetBoolean();
        return (cursor, IsResumed) switch
        {
            (null, false) => null,
            (null, true) => $"{id} resumes without a cursor",
            ({ } from, false) => $"{from} was not resumed from, though nothing was away for long: the stream begins at {id}",
            ({ } from, true) => id == from ? null : $"{id} is where a stream resumes that asked for {from}",
        };
    }
}
