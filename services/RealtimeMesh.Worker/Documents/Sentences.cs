using System.Collections.Frozen;

namespace RealtimeMesh.Worker.Documents;

/// <summary>Cuts a paragraph into sentences.</summary>
internal static class Sentences
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _abbreviations = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "e.g", "i.e", "cf", "fig", "no", "inc", "ltd", "approx").GetAlternateLookup<ReadOnlySpan<char>>();

    public static IEnumerable<string> In(string paragraph)
    {
        var start = 0;
        for (var i = 0; i < paragraph.Length; i++)
        {
            var end = EndAt(paragraph, start, i);
            if (end == 0)
            {
                continue;
            }

            if (paragraph[start..end].Trim() is { Length: > 0 } sentence)
            {
                yield return sentence;
            }

            start = end;
            i = end - 1;
        }

        if (paragraph[start..].Trim() is { Length: > 0 } last)
        {
            yield return last;
        }
    }

    /// <summary>Where the sentence ends if its last mark is at this place, or 0.</summary>
    private static int EndAt(string text, int start, int mark)
    {
        if (text[mark] is '。' or '！' or '？')
        {
            return mark + 1;
        }

        if (text[mark] is not ('.' or '!' or '?' or '…'))
        {
            return 0;
        }

        var end = mark + 1;
        while (end < text.Length && text[end] is '"' or '\'' or ')' or ']' or '”' or '’' or '»')
        {
            end++;
        }

        return end == text.Length || char.IsWhiteSpace(text[end]) && !IsAbbreviation(text.AsSpan(start, mark - start), text[mark])
            ? end
            : 0;
    }

    private static bool IsAbbreviation(ReadOnlySpan<char> before, char mark)
    {
        var tail = before[^Math.Min(before.Length, 8)..];
        var word = tail[(tail.LastIndexOfAny(' ', '(') + 1)..];
        return mark == '.' && (word is [var initial] && char.IsUpper(initial) || _abbreviations.Contains(word));
    }
}
