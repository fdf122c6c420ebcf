using System.Text;

namespace RealtimeMesh.Edge.Streams;

/// <summary>The event types that a client knows: it asks for these, because one it does not know would end its stream. Null takes all.</summary>
internal sealed class TypeFilter
{
    public const string Parameter = "types";
    public const string Allowed = "1 to 64 types of 1 to 128 characters, separated by commas";

    private const int MaxTypes = 64;
    private const int MaxTypeLength = 128;

    private readonly byte[][] _types;

    private TypeFilter(IEnumerable<string> types) => _types = [.. types.Select(Encoding.UTF8.GetBytes)];

    /// <param name="values">The parameter's values; it may be given several times.</param>
    /// <param name="filter">Null where nothing is asked for: every type is wanted.</param>
    /// <returns>False when the values are not what is <see cref="Allowed"/>.</returns>
    public static bool TryParse(IEnumerable<string?> values, out TypeFilter? filter)
    {
        string[] types = [.. values.SelectMany(value => (value ?? "").Split(',')).Distinct()];
        filter = types.Length is 0 ? null : new TypeFilter(types);
        return types.Length <= MaxTypes && types.All(type => type.Length is > 0 and <= MaxTypeLength);
    }

    public bool Takes(ReadOnlySpan<byte> type)
    {
        foreach (var wanted in _types)
        {
            if (type.SequenceEqual(wanted))
            {
                return true;
            }
        }

        return false;
    }
}
