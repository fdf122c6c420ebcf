using System.Buffers;

namespace RealtimeMesh.Gateway.Http2;

/// <summary>Status and headers of a response, checked: names are lower-case tokens, values have no line breaks.</summary>
internal sealed record ResponseHead(int Status, IReadOnlyList<(string Name, string Value)> Fields)
{
    private static readonly SearchValues<char> _nameCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> _forbidden = SearchValues.Create("\0\r\n");

    public bool IsInformational => Status < 200;

    /// <returns>Null when they are no response's.</returns>
    public static ResponseHead? Read(List<(string Name, string Value)> fields)
    {
        const int SwitchingProtocols = 101;

        return fields is [(":status", { Length: 3 } digits), ..]
            && int.TryParse(digits, System.Globalization.NumberStyles.None, null, out var status)
            && status is >= 100 and <= 599 and not SwitchingProtocols
            && AreFields(fields[1..])
            ? new ResponseHead(status, fields[1..])
            : null;
    }

    /// <summary>Whether these may come behind a body, or a status.</summary>
    public static bool AreFields(IReadOnlyList<(string Name, string Value)> fields) => fields.All(field =>
        field.Name.Length > 0
        && !field.Name.AsSpan().ContainsAnyExcept(_nameCharacters)
        && !field.Value.AsSpan().ContainsAny(_forbidden));
}
