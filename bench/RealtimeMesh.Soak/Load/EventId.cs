using System.Globalization;

namespace RealtimeMesh.Soak.Load;

/// <summary>An event's id as docs/protocol.md has it. Not the services' own reading of it, which is what is tried here.</summary>
internal readonly record struct EventId(string Epoch, long Offset)
{
    public EventId Next => this with { Offset = Offset + 1 };

    /// <exception cref="FormatException">It is no id.</exception>
    public static EventId Parse(string? text) =>
        text?.LastIndexOf('-') is > 0 and var dash && long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? new EventId(text[..dash], offset)
            : throw new FormatException($"'{text}' is no event id.");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{Offset}");
}
