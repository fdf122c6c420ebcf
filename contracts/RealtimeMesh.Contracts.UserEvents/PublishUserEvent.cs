using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RealtimeMesh.Contracts.UserEvents;

/// <summary>Any team's ready-made user event. A new event type needs no deploy of the notifier, the edge or the gateway.</summary>
public sealed record PublishUserEvent
{
    /// <summary>Largest event, in bytes of UTF-8 JSON.</summary>
    public const int MaxEventBytes = 16 * 1024;

    /// <summary>Whose screens are told: 1 to <see cref="MaxUserIds"/> ids.</summary>
    [Length(1, MaxUserIds)]
    public required IReadOnlyList<string> UserIds { get; init; }

    /// <summary>A JSON object with a string <c>type</c>, at most <see cref="MaxEventBytes"/> bytes.</summary>
    public required JsonElement Event { get; init; }

    /// <summary>For users who have a stream now; for the others it is as if it had never been.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OnlyIfConnected { get; init; }

    /// <summary>Most users that one message may name.</summary>
    public const int MaxUserIds = 10_000;
}
