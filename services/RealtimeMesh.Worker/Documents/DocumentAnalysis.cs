namespace RealtimeMesh.Worker.Documents;

/// <summary>What the studio shows about a document. The same text always gives the same analysis.</summary>
internal sealed record DocumentAnalysis
{
    public const int MostHeadings = 100;
    public const int MostHeadingCharacters = 200;
    public const int MostKeywords = 10;
    public const int MostSummarySentences = 3;

    // Silent reading of English averages 238 words a minute (Brysbaert 2019, "How many words do we read per minute?"); rounded down.
    private const int WordsPerMinute = 200;

    public required int WordCount { get; init; }

    /// <summary>Rounded up.</summary>
    public required int ReadingMinutes { get; init; }

    public required IReadOnlyList<DocumentHeading> Headings { get; init; }

    /// <summary>The most frequent first.</summary>
    public required IReadOnlyList<Keyword> Keywords { get; init; }

    /// <summary>A few of the document's own sentences.</summary>
    public required string Summary { get; init; }

    public static DocumentAnalysis Of(DocumentText document, CancellationToken cancellationToken)
    {
        var words = WordCounts.Of(document, cancellationToken);
        if (words.Total == 0)
        {
            throw new JobInputException("The document has no words in it.");
        }

        var keywords = words.Keywords(MostKeywords);
        return new DocumentAnalysis
        {
            WordCount = words.Total,
            ReadingMinutes = (words.Total + WordsPerMinute - 1) / WordsPerMinute,
            Headings = [.. document.Blocks.Where(block => block.HeadingLevel > 0).Take(MostHeadings)
                .Select(block => new DocumentHeading(block.HeadingLevel, Excerpt.Of(block.Text, MostHeadingCharacters)))],
            Keywords = keywords,
            Summary = string.Join(' ', Documents.Summary.Of(document, keywords, MostSummarySentences, cancellationToken)),
        };
    }
}

/// <summary>A heading of level 1 to 6.</summary>
internal sealed record DocumentHeading(int Level, string Text);
