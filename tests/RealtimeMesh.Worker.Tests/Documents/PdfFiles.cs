using System.IO.Compression;
using System.Text;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace RealtimeMesh.Worker.Tests.Documents;

/// <summary>PDFs, made as they are needed.</summary>
internal static class PdfFiles
{
    public static byte[] WithLines(params (double Size, double Bottom, string Text)[] lines)
    {
        using var pdf = new PdfDocumentBuilder();
        var font = pdf.AddStandard14Font(Standard14Font.Helvetica);
        var page = pdf.AddPage(PageSize.A4);
        foreach (var (size, bottom, text) in lines)
        {
            page.AddText(text, size, new PdfPoint(40, bottom), font);
        }

        return pdf.Build();
    }

    public static byte[] WithEmptyPages(int pages)
    {
        using var pdf = new PdfDocumentBuilder();
        for (var i = 0; i < pages; i++)
        {
            pdf.AddPage(PageSize.A4);
        }

        return pdf.Build();
    }

    /// <summary>One page whose content unpacks to this many spaces.</summary>
    public static byte[] ThatUnpacksTo(int bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var spaces = Enumerable.Repeat((byte)' ', 1 << 20).ToArray();
            for (var written = 0; written < bytes; written += spaces.Length)
            {
                zlib.Write(spaces);
            }
        }

        return OnePage("/Filter /FlateDecode", packed.ToArray());
    }

    public static byte[] OnePage(string streamEntries, byte[] content, string trailerEntries = "")
    {
        using var file = new MemoryStream();
        var offsets = new List<long>();
        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        void Begin()
        {
            offsets.Add(file.Position);
            Write($"{offsets.Count} 0 obj\n");
        }

        Write("%PDF-1.4\n");
        Begin();
        Write("<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
        Begin();
        Write("<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
        Begin();
        Write("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n");
        Begin();
        Write($"<< /Length {content.Length} {streamEntries} >>\nstream\n");
        file.Write(content);
        Write("\nendstream\nendobj\n");
        Begin();
        Write("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n");
        var table = file.Position;
        Write($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n{string.Concat(offsets.Select(offset => $"{offset:D10} 00000 n \n"))}");
        Write($"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R {trailerEntries} >>\nstartxref\n{table}\n%%EOF");
        return file.ToArray();
    }
}
