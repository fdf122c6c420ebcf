namespace RealtimeMesh.EndToEnd.Tests.Faults.Verdicts;

internal static class NumberRanges
{
    /// <summary>As in <c>3, 17–19</c>.</summary>
    public static string Of(IEnumerable<int> ascending)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var number in ascending)
        {
            if (ranges is [.., var (first, last)] && last + 1 == number)
            {
                ranges[^1] = (first, number);
            }
            else
            {
                ranges.Add((number, number));
            }
        }

        return string.Join(", ", ranges.Select(range => range.First == range.Last ? $"{range.First}" : $"{range.First}–{range.Last}"));
    }
}
