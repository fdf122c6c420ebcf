using System.Text;
using RealtimeMesh.Worker.Documents;

namespace RealtimeMesh.Worker.Tests.Documents;

public sealed class PdfTextTests
{
    [Fact]
    public void Paragraphs_and_headings_are_told_by_place_and_size()
    {
        var pdf = PdfFiles.WithLines(
            (24, 780, "Report on mesh networks"),
            (11, 750, "A mesh has no centre, so"),
            (11, 737, "that none can fail."),
            (16, 700, "Method"),
            (11, 680, "We measured it twice."),
            (11, 650, "Then we wrote it down."));

        Assert.Equal(
            [
                new("Report on mesh networks", 1),
                new("A mesh has no centre, so that none can fail.", 0),
                new("Method", 2),
                new("We measured it twice.", 0),
                new("Then we wrote it down.", 0),
            ],
            Read(pdf).Blocks);
    }

    [Fact]
    public void Pdf_without_text_is_said_to_need_text_recognition() =>
        Assert.Contains("scan", Refusal(PdfFiles.WithEmptyPages(2)), StringComparison.Ordinal);

    [Fact]
    public void Pdf_with_too_many_pages_is_refused() =>
        Assert.Contains("501 pages; 500 are the most", Refusal(PdfFiles.WithEmptyPages(501)), StringComparison.Ordinal);

    [Fact]
    public void Pdf_that_unpacks_to_far_too_much_is_refused_before_it_does()
    {
        var bomb = PdfFiles.ThatUnpacksTo(1 << 28);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("8 MiB for a page", Refusal(bomb), StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000_000);
    }

    [Fact]
    public void Pdf_that_is_nothing_but_letters_is_refused_before_it_fills_the_memory()
    {
        var letters = PdfFiles.OnePage("", Encoding.ASCII.GetBytes($"BT /F1 12 Tf ({new string('a', 4_000_000)}) Tj ET"));

        Assert.Contains("2000000 letters", Refusal(letters), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(Two) Tj 40 0 Td (words) Tj", "Two words")]
    [InlineData("[(On) -20 (e) -400 (two)] TJ", "One two")]
    [InlineData("(One) Tj 0 -14 Td (paragraph) Tj", "One paragraph")]
    [InlineData("(One) Tj 0 -40 Td (Two) Tj", "One|Two")]
    [InlineData("/F1 24 Tf (Big) Tj /F1 12 Tf 0 -20 Td (and small, which there is more of) Tj", "#Big|and small, which there is more of")]
    [InlineData("0 1 -1 0 300 300 Tm (Turned on its side) Tj", "Turned on its side")]
    public void Letters_become_words_lines_and_paragraphs_by_where_they_stand(string drawing, string blocks)
    {
        var pdf = PdfFiles.OnePage("", Encoding.ASCII.GetBytes($"BT /F1 12 Tf 50 700 Td {drawing} ET"));

        Assert.Equal(blocks, string.Join('|', Read(pdf).Blocks.Select(block => new string('#', block.HeadingLevel) + block.Text)));
    }

    [Fact]
    public void Encrypted_pdf_is_refused()
    {
        var owner = string.Concat(Enumerable.Repeat("AB", 32));
        var encrypted = PdfFiles.OnePage("", "BT ET"u8.ToArray(),
            $"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <{owner}> /U <{owner}> /P -4 >>");

        Assert.Contains("password", Refusal(encrypted), StringComparison.Ordinal);
    }

    [Fact]
    public void Lzw_is_refused() =>
        Assert.Contains("LZW", Refusal(PdfFiles.OnePage("/Filter /LZWDecode", [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01])), StringComparison.Ordinal);

    [Fact]
    public void Damaged_pdf_is_read_or_refused_but_never_breaks()
    {
        var pdf = PdfFiles.WithLines((11, 700, "A sentence that may survive."));
        var random = new Random(20_250);
        for (var i = 0; i < 200; i++)
        {
            var damaged = pdf[..(i % 2 == 0 ? pdf.Length : random.Next(pdf.Length))];
            for (var j = 0; j < 20 && damaged.Length > 0; j++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            if (Record.Exception(() => Read(damaged)) is { } exception)
            {
                Assert.IsType<JobInputException>(exception);
            }
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("<<")]
    [InlineData("<< /A [")]
    [InlineData("(")]
    [InlineData("q ")]
    [InlineData("BT ")]
    public async Task Page_nested_beyond_reason_is_done_with_in_time(string piece)
    {
        var pdf = PdfFiles.OnePage("", Encoding.ASCII.GetBytes(new StringBuilder().Insert(0, piece, 1_000_000 / piece.Length).ToString()));

        await Analysed.InTime(() => Analysed.Document("pdf", pdf));
    }

    private static DocumentText Read(byte[] pdf) => DocumentReader.Read("pdf", pdf, TestContext.Current.CancellationToken);

    private static string Refusal(byte[] pdf) => Assert.Throws<JobInputException>(() => Read(pdf)).Message;
}
