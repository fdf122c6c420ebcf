namespace RealtimeMesh.Worker.Documents;

/// <summary>A PDF only says where its letters stand: paragraphs are told by the gaps between lines, headings by their size.</summary>
internal static class PdfBlocks
{
    private const double HeadingSize = 1.15;
    private const double ParagraphGap = 1.6;

    public static DocumentText ToDocument(IReadOnlyList<PdfLine> lines)
    {
        var blocks = new TextBlocks();
        var headings = HeadingSizes(lines);
        for (var i = 0; i < lines.Count; i++)
        {
            if (i == 0 || StartsBlock(lines[i - 1], lines[i]))
            {
                blocks.Break(Math.Min(Array.IndexOf(headings, lines[i].Size) + 1, 6));
            }

            blocks.Append(" ");
            blocks.Append(lines[i].Text);
        }

        return blocks.ToDocument();
    }

    /// <summary>The sizes above that of most of the text, the largest first.</summary>
    private static double[] HeadingSizes(IReadOnlyList<PdfLine> lines)
    {
        var prose = lines.GroupBy(line => line.Size, line => line.Text.Length).MaxBy(size => size.Sum())?.Key;
        return [.. lines.Select(line => line.Size).Where(size => size > prose * HeadingSize).Distinct().OrderDescending().Take(6)];
    }

    private static bool StartsBlock(PdfLine previous, PdfLine line) =>
        previous.Size != line.Size || Math.Abs(previous.Bottom - line.Bottom) > ParagraphGap * line.Size;
}
