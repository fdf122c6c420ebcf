using System.Text;
using RealtimeMesh.Worker.Documents;

namespace RealtimeMesh.Worker.Tests.Documents;

public sealed class DocumentReaderTests
{
    private static readonly CancellationToken _none = CancellationToken.None;

    public static TheoryData<string, string, string> BadDocuments => new()
    {
        { "word", "x", "format is not known" },
        { "", "x", "format is not known" },
        { "PDF", "x", "format is not known" },
        { "text", "", "no text" },
        { "text", " \r\n\t ", "no text" },
        { "text", "\u0000abc", "NUL" },
        { "text", "a\u0000", "NUL" },
        { "markdown", "", "no text" },
        { "markdown", "---\ntitle: only front matter\n---\n", "no text" },
        { "markdown", "```\nonly code\n```", "no text" },
        { "markdown", "<!-- only a comment -->", "no text" },
        { "html", "", "no text" },
        { "html", "<html><head><title>t</title></head><body></body></html>", "no text" },
        { "html", "<script>alert('x')</script><style>p{}</style>", "no text" },
        { "html", "<script>never closed", "no text" },
        { "pdf", "", "damaged or not a PDF" },
        { "pdf", "Just some text.", "damaged or not a PDF" },
        { "pdf", "%PDF-1.7\n", "damaged or not a PDF" },
        { "pdf", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF", "PDF" },
    };

    [Theory]
    [MemberData(nameof(BadDocuments))]
    public void Document_that_cannot_be_read_is_refused_with_a_sentence(string format, string content, string reason)
    {
        var refused = Assert.Throws<JobInputException>(() => DocumentReader.Read(format, Encoding.UTF8.GetBytes(content), _none));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("html")]
    public void Bytes_that_are_not_utf8_are_refused(string format)
    {
        byte[][] contents = [[0xC3, 0x28], [0xFF, 0xFE, 0x41, 0x42], [0x41, 0x80], [0xED, 0xA0, 0x80]];

        Assert.All(contents, content =>
            Assert.Contains("UTF-8", Assert.Throws<JobInputException>(() => DocumentReader.Read(format, content, _none)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Document_above_5_MiB_is_refused() =>
        Assert.Contains("5 MiB", Assert.Throws<JobInputException>(() => DocumentReader.Read("text", new byte[DocumentReader.MostBytes + 1], _none)).Message, StringComparison.Ordinal);

    [Fact]
    public void Byte_order_mark_is_not_part_of_the_text()
    {
        var document = DocumentReader.Read("text", new byte[] { 0xEF, 0xBB, 0xBF, (byte)'a' }, _none);

        Assert.Equal([new TextBlock("a", 0)], document.Blocks);
    }

    [Fact]
    public void Plain_text_is_cut_at_blank_lines()
    {
        var document = DocumentReader.Read("text", "one\ntwo\r\n\r\n\u0001three\t four\n"u8.ToArray(), _none);

        Assert.Equal([new TextBlock("one two", 0), new TextBlock("three four", 0)], document.Blocks);
        Assert.Equal("one two\n\nthree four", document.Prose);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("html")]
    public void Cancelled_reading_stops(string format) =>
        Assert.ThrowsAny<OperationCanceledException>(() => DocumentReader.Read(format, "<p>a</p>"u8.ToArray(), new CancellationToken(canceled: true)));
}
