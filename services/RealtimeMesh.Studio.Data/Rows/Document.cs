namespace RealtimeMesh.Studio.Data.Rows;

public sealed class Document : Entity
{
    /// <summary>markdown, text, html or pdf.</summary>
    public required string Format { get; init; }

    public required int SizeBytes { get; init; }

    public int? WordCount { get; set; }

    public int? ReadingMinutes { get; set; }

    public IReadOnlyList<DocumentHeading>? Headings { get; set; }

    public IReadOnlyList<DocumentKeyword>? Keywords { get; set; }

    public string? Summary { get; set; }
}

public sealed record DocumentHeading(int Level, string Text);

public sealed record DocumentKeyword(string Word, int Count);
