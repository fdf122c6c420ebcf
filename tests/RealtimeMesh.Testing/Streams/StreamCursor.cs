namespace RealtimeMesh.Testing.Streams;

/// <summary>A place in a user's events: <c>9f2c41d0-128</c>.</summary>
public sealed record StreamCursor(string Epoch, long Offset)
{
    public StreamCursor Next => this with { Offset = Offset + 1 };

    public override string ToString() => $"{Epoch}-{Offset}";

    /// <exception cref="FormatException">It is not one, or not written as the protocol writes it.</exception>
    public static StreamCursor Parse(string? id)
    {
        var dash = id?.LastIndexOf('-') ?? -1;
        return dash >= 8
            && id![..dash].All(char.IsAsciiHexDigit)
            && long.TryParse(id.AsSpan(dash + 1), System.Globalization.NumberStyles.None, null, out var offset)
            && new StreamCursor(id[..dash], offset) is var cursor
            && cursor.ToString() == id
                ? cursor
                : throw new FormatException($"'{id}' is not an epoch of at least 8 hex characters, a dash and an offset.");
    }
}
