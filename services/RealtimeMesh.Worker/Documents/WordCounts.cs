using System.Buffers;
using System.Text;

namespace RealtimeMesh.Worker.Documents;

/// <summary>A document's words, and how often each one occurs that could be a keyword.</summary>
internal sealed class WordCounts
{
    private const int ShortestKeyword = 3;
    private const int LongestKeyword = 40;

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int Total { get; private set; }

    public static WordCounts Of(DocumentText document, CancellationToken cancellationToken)
    {
        var words = new WordCounts();
        foreach (var block in document.Blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            words.Add(block.Text);
        }

        return words;
    }

    /// <summary>The most frequent first; where two are as frequent, in the order of their characters.</summary>
    public IReadOnlyList<Keyword> Keywords(int most) =>
        [.. _counts.Select(word => new Keyword(word.Key, word.Value)).OrderByDescending(word => word.Count).ThenBy(word => word.Word, StringComparer.Ordinal).Take(most)];

    /// <summary>The word as keywords are written, or nothing if it cannot be one: too short or long, a number, a stop word.</summary>
    public static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> word, Span<char> buffer)
    {
        if (word.Length is < ShortestKeyword or > LongestKeyword || Rune.DecodeFromUtf16(word, out var first, out _) != OperationStatus.Done || !Rune.IsLetter(first))
        {
            return default;
        }

        var lower = buffer[..word.ToLowerInvariant(buffer)];
        lower.Replace('’', '\'');
        lower = lower.EndsWith("'s") ? lower[..^2] : lower;
        return StopWords.All.Contains(lower) ? default : lower;
    }

    private void Add(string text)
    {
        Span<char> buffer = stackalloc char[LongestKeyword];
        var counts = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in Words.In(text))
        {
            Total++;
            if (Normalize(word, buffer) is { IsEmpty: false } keyword)
            {
                counts[keyword] = counts.TryGetValue(keyword, out var count) ? count + 1 : 1;
            }
        }
    }
}

/// <param name="Word">In lower case.</param>
/// <param name="Count">How often it occurs.</param>
internal sealed record Keyword(string Word, int Count);
