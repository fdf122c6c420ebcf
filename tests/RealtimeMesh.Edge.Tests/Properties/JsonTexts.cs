using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace RealtimeMesh.Edge.Tests.Properties;

/// <summary>Events as any publisher may write them: every kind of value, white space between tokens, characters escaped or not.</summary>
internal static class JsonTexts
{
    private static readonly JsonSerializerOptions _asIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Gen<string> _space = Gen.Elements("", "", "", " ", "\n", "\r\n", "\r", "\t", " \n\n ", "\r\r");

    private static readonly Gen<string> _piece = Gen.OneOf(
        Gen.Choose(0x20, 0x7e).Select(code => ((char)code).ToString()),
        Gen.Elements("ä", "а", "漢", "🎙", "\u2028", "\u00a0", "\u200d", "\ufeff", "e\u0301", "\n", "\r", "\r\n", "\t", "\0", "\u0085", "\"", "\\", "/", ":", "data: ", "\n\nid: 1"));

    private static readonly Gen<string> _string =
        from text in Text
        from escaped in Gen.Elements(true, false)
        select escaped ? Escaped(text) : JsonSerializer.Serialize(text, _asIs);

    public static Gen<string> Text => from pieces in _piece.ArrayOf() select string.Concat(pieces);

    /// <summary>An object with this type, which may stand anywhere in it.</summary>
    public static Gen<string> Event(string type) =>
        from before in Gen.ListOf(Property(2))
        from after in Gen.ListOf(Property(2))
        from space in _space
        let ofType = $"{space}\"type\"{space}:{space}{JsonSerializer.Serialize(type)}{space}"
        select $"{{{string.Join(',', [.. before, ofType, .. after])}}}";

    private static Gen<string> Property(int depth) =>
        from space in _space
        from name in _string
        from value in Value(depth)
        where name != "\"type\""
        select $"{space}{name}{space}:{value}";

    private static Gen<string> Value(int depth)
    {
        var leaf = Gen.OneOf(_string, Gen.Elements("null", "true", "false", "0", "-1.5e+300", "18446744073709551615", "{}", "[]"));
        var value = depth == 0 ? leaf : Gen.OneOf(leaf, Object(depth - 1), Array(depth - 1));
        return from space in _space from text in value select space + text + space;
    }

    private static Gen<string> Object(int depth) =>
        from count in Gen.Choose(0, 3)
        from properties in Gen.ListOf(Property(depth), count)
        select $"{{{string.Join(',', properties)}}}";

    private static Gen<string> Array(int depth) =>
        from count in Gen.Choose(0, 3)
        from values in Gen.ListOf(Value(depth), count)
        select $"[{string.Join(',', values)}]";

    private static string Escaped(string text) => $"\"{string.Concat(text.Select(character => $"\\u{(int)character:x4}"))}\"";
}
