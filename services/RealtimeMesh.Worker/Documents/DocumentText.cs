namespace RealtimeMesh.Worker.Documents;

/// <summary>A document's text, whatever format it came in: headings and paragraphs in reading order.</summary>
internal sealed record DocumentText(IReadOnlyList<TextBlock> Blocks)
{
    /// <summary>The paragraphs without the headings, a blank line between them.</summary>
    public string Prose => string.Join("\n\n", Blocks.Where(block => block.HeadingLevel == 0).Select(block => block.Text));
}

/// <param name="Text">One line, white space collapsed.</param>
/// <param name="HeadingLevel">1 to 6, or 0 for a paragraph.</param>
internal sealed record TextBlock(string Text, int HeadingLevel);
