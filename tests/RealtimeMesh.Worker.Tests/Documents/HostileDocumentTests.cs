using System.Text;
using RealtimeMesh.Worker.Documents;

namespace RealtimeMesh.Worker.Tests.Documents;

/// <summary>Five MiB, each made to hurt a parser. Generous time limits: the machine may be slow, but squared time is hours.</summary>
public sealed class HostileDocumentTests
{
    public static TheoryData<string, string> Repeated => new()
    {
        { "text", "a" },
        { "text", ". " },
        { "text", "e.g. " },
        { "text", "a\u0301" },
        { "text", "字" },
        { "text", "'" },
        { "text", "?!\")" },
        { "markdown", "a" },
        { "markdown", ">" },
        { "markdown", "> a\n" },
        { "markdown", "1. " },
        { "markdown", "- " },
        { "markdown", "[" },
        { "markdown", "[a](" },
        { "markdown", "*a _b " },
        { "markdown", "`a ``" },
        { "markdown", "<a <!-- " },
        { "markdown", "a\n=\n" },
        { "markdown", "# h\n" },
        { "markdown", "[a]: u '\n" },
        { "markdown", "```\n" },
        { "markdown", "|a" },
        { "html", "a" },
        { "html", "<" },
        { "html", "<div>" },
        { "html", "<div><p>" },
        { "html", "<a><div>" },
        { "html", "<h1>" },
        { "html", "<nav>" },
        { "html", "<svg>" },
        { "html", "<script>" },
        { "html", "<!--" },
        { "html", "&am" },
        { "html", "<a b=c " },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public async Task Five_MiB_of_the_same_are_done_with_in_time(string format, string piece)
    {
        var content = new StringBuilder().Insert(0, piece, DocumentReader.MostBytes / Encoding.UTF8.GetByteCount(piece)).ToString();

        await Analysed.InTime(() => Analysed.Document(format, content));
    }

    [Theory]
    [InlineData("[", "]", 99)]
    [InlineData("[a](", "", 99)]
    [InlineData("![", "](", 39)]
    [InlineData("*a _b ", "", 99)]
    [InlineData("**", "_", 66)]
    [InlineData("<a <!-- ", "", 99)]
    public async Task Paragraphs_with_just_as_many_marks_as_are_parsed_are_done_with_in_time(string opening, string closing, int depth)
    {
        var paragraph = string.Concat(Enumerable.Repeat(opening, depth)) + "a" + string.Concat(Enumerable.Repeat(closing, depth)) + "\n\n";
        var content = new StringBuilder().Insert(0, paragraph, DocumentReader.MostBytes / paragraph.Length).ToString();

        await Analysed.InTime(() => Analysed.Document("markdown", content));
    }

    [Fact]
    public async Task Markdown_lists_within_lists_are_done_with_in_time() =>
        await Analysed.InTime(() => Analysed.Document("markdown", string.Concat(Enumerable.Range(0, 2_000).Select(depth => new string(' ', depth) + "- a\n"))));

    [Fact]
    public void More_paragraphs_than_any_document_has_are_refused() =>
        Assert.Contains("500000 are the most", Assert.Throws<JobInputException>(() => Analysed.Document("html", string.Concat(Enumerable.Repeat("<p>a", 500_001)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Headings_are_counted_and_cut()
    {
        var analysis = Analysed.Document("markdown", string.Concat(Enumerable.Range(0, 100_000).Select(i => $"# {i} {new string('h', 20)}\n")) + "# " + new string('x', 1000));

        Assert.Equal(DocumentAnalysis.MostHeadings, analysis.Headings.Count);
        Assert.Equal(200_001, analysis.WordCount);
    }
}
