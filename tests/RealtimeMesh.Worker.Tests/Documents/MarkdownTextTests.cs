using RealtimeMesh.Worker.Documents;

namespace RealtimeMesh.Worker.Tests.Documents;

public sealed class MarkdownTextTests
{
    [Fact]
    public void Headings_paragraphs_lists_and_quotes_are_read_in_order()
    {
        Assert.Equal(
            [new("Title", 1), new("Some bold words, a link and code().", 0), new("Below", 2), new("first", 0), new("second", 0), new("quoted text", 0), new("Third", 3)],
            Read("""
                Title
                =====

                Some **bold** words, a [link](https://example.org/a_b) and `code()`.

                ## Below

                * first
                * second

                > quoted
                > text

                ### Third ###
                """));
    }

    [Theory]
    [InlineData("---\ntitle: x\n---\ntext", "text")]
    [InlineData("before\n\n```\nvar code = 1;\n```\n\nafter", "before|after")]
    [InlineData("before\n\n    indented code\n\nafter", "before|after")]
    [InlineData("![picture of a cat](cat.png) text", "picture of a cat text")]
    [InlineData("<div align=\"center\"><h1>Name</h1><script>x()</script>words</div>", "#Name|words")]
    [InlineData("a <b>word</b> &amp; another", "a word & another")]
    [InlineData("see [the docs][1]\n\n[1]: https://example.org", "see the docs")]
    [InlineData("hard  \nbreak", "hard break")]
    [InlineData("* ", "")]
    public void Only_words_are_read(string markdown, string blocks) =>
        Assert.Equal(blocks, string.Join('|', Read(markdown).Select(block => new string('#', block.HeadingLevel) + block.Text)));

    [Fact]
    public void Long_document_is_read_whole_though_it_is_parsed_in_sections()
    {
        var sections = Enumerable.Range(1, 5_000).Select(i => $"## Heading {i}\n\nParagraph {i} with *some* text.\n\n```\ncode\n\n# not a heading {i}\n```\n");

        var blocks = Read(string.Join('\n', sections));

        Assert.Equal(Enumerable.Range(1, 5_000).SelectMany(i => new TextBlock[] { new($"Heading {i}", 2), new($"Paragraph {i} with some text.", 0) }), blocks);
    }

    [Fact]
    public void Quotes_nested_beyond_reason_are_refused() =>
        Assert.Contains("too deeply", Assert.Throws<JobInputException>(() => Read(new string('>', 5_000) + "a")).Message, StringComparison.Ordinal);

    [Fact]
    public void Fifty_nested_quotes_are_read() =>
        Assert.Equal([new("a", 0)], Read(string.Concat(Enumerable.Repeat("> ", 50)) + "a"));

    private static IReadOnlyList<TextBlock> Read(string markdown) => MarkdownText.Read(markdown, TestContext.Current.CancellationToken).Blocks;
}
