namespace RealtimeMesh.Worker.Documents;

/// <summary>The sentences that hold most of a document's keywords, in the order in which they stand.</summary>
internal static class Summary
{
    private const int ShortestSentence = 20;
    private const int LongestSentence = 300;

    public static IReadOnlyList<string> Of(DocumentText document, IReadOnlyList<Keyword> keywords, int mostSentences, CancellationToken cancellationToken)
    {
        var weights = keywords.ToDictionary(keyword => keyword.Word, keyword => keyword.Count, StringComparer.Ordinal);
        var best = new PriorityQueue<(string Text, int Place), (long Score, int Earlier)>();
        var place = 0;
        foreach (var sentence in document.Blocks.Where(block => block.HeadingLevel == 0).SelectMany(block => Sentences.In(block.Text)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (sentence.Length is < ShortestSentence or > LongestSentence)
            {
                continue;
            }

            best.Enqueue((sentence, place), (Score(sentence, weights), -place));
            place++;
            if (best.Count > mostSentences)
            {
                best.Dequeue();
            }
        }

        return best.Count == 0
            ? [Beginning(document)]
            : [.. best.UnorderedItems.OrderBy(item => item.Element.Place).Select(item => item.Element.Text)];
    }

    private static long Score(string sentence, Dictionary<string, int> weights)
    {
        Span<char> buffer = stackalloc char[sentence.Length];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var known = weights.GetAlternateLookup<ReadOnlySpan<char>>();
        var score = 0L;
        foreach (var word in Words.In(sentence))
        {
            if (known.TryGetValue(WordCounts.Normalize(word, buffer), out var keyword, out var weight) && seen.Add(keyword))
            {
                score += weight;
            }
        }

        return score;
    }

    /// <summary>For a document without a sentence of a usual length.</summary>
    private static string Beginning(DocumentText document)
    {
        var first = (document.Blocks.FirstOrDefault(block => block.HeadingLevel == 0) ?? document.Blocks[0]).Text;
        return Excerpt.Of(first, LongestSentence);
    }
}
