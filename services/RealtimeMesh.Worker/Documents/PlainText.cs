namespace RealtimeMesh.Worker.Documents;

/// <summary>Plain text: a blank line ends a paragraph. It has no headings; guessing them does more harm than good.</summary>
internal static class PlainText
{
    public static DocumentText Read(string text, CancellationToken cancellationToken)
    {
        var blocks = new TextBlocks();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (line.IsWhiteSpace())
            {
                blocks.Break();
            }
            else
            {
                blocks.Append(line);
                blocks.Append(" ");
            }
        }

        return blocks.ToDocument();
    }
}
