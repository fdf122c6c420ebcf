namespace RealtimeMesh.Worker.Documents;

/// <summary>
/// Cuts long Markdown into sections that are parsed one by one, because some of Markdig's work grows with the square of
/// what it is given. A link whose target is defined in another section keeps its words, which is all that is read here.
/// </summary>
internal static class MarkdownSections
{
    private const int Length = 32 * 1024;

    public static IEnumerable<string> Of(string markdown)
    {
        var start = 0;
        while (markdown.Length - start > Length)
        {
            var end = start + CutAt(markdown.AsSpan(start, Length));
            yield return markdown[start..end];
            start = end;
        }

        yield return markdown[start..];
    }

    /// <summary>After the last paragraph that is not inside a code fence; else the last line; else anywhere.</summary>
    private static int CutAt(ReadOnlySpan<char> section)
    {
        var (position, blank, fence) = (0, 0, '\0');
        while (position < section.Length && section[position..].IndexOf('\n') is >= 0 and var length)
        {
            var line = section.Slice(position, length).Trim();
            position += length + 1;
            if (line is ['`', '`', '`', ..] or ['~', '~', '~', ..])
            {
                fence = fence == '\0' ? line[0] : fence == line[0] ? '\0' : fence;
            }

            blank = line.IsEmpty && fence == '\0' ? position : blank;
        }

        return blank > 0 ? blank : position > 0 ? position : section.Length;
    }
}
