namespace RealtimeMesh.Worker.Podcasts;

/// <summary>What a podcast is told about one processed document.</summary>
internal sealed record PodcastSource
{
    public required string Title { get; init; }

    public required string Summary { get; init; }

    /// <summary>The most important first.</summary>
    public required IReadOnlyList<string> Keywords { get; init; }

    public required IReadOnlyList<string> Headings { get; init; }

    /// <summary>The document's prose, paragraphs separated by a blank line; empty when it is not at hand.</summary>
    public required string Text { get; init; }
}
