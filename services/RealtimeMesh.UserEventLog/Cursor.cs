using System.Globalization;

namespace RealtimeMesh.UserEventLog;

/// <summary>An event's id, <c>&lt;epoch&gt;-&lt;offset&gt;</c>: how far a client has got.</summary>
public readonly record struct Cursor(string Epoch, long Offset)
{
    private const int MaxLength = 128;

    /// <returns>Null for whatever is no cursor; a client may send anything.</returns>
    public static Cursor? Parse(string? text)
    {
        if (text is null or { Length: > MaxLength } || text.LastIndexOf('-') is var dash && dash <= 0)
        {
            return null;
        }

        return long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? new Cursor(text[..dash], offset)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{Offset}");
}
