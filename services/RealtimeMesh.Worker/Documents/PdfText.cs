using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace RealtimeMesh.Worker.Documents;

/// <summary>The words of a PDF.</summary>
internal static class PdfText
{
    private const int MostPages = 500;

    public static DocumentText Read(byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            return PdfBlocks.ToDocument(ReadLines(content, cancellationToken));
        }
        catch (PdfDocumentEncryptedException encrypted)
        {
            throw new JobInputException("The PDF is protected by a password. Save it without one and try again.", encrypted);
        }
        catch (Exception broken) when (broken is not (JobInputException or OperationCanceledException or OutOfMemoryException))
        {
            // PdfPig meets a broken file with whatever exception the broken place causes; nothing but the file can be at fault here.
            throw new JobInputException("The PDF cannot be read: the file is damaged or not a PDF.", broken);
        }
    }

    private static List<PdfLine> ReadLines(byte[] content, CancellationToken cancellationToken)
    {
        var budget = new PdfBudget(cancellationToken);
        var options = new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, FilterProvider = new BoundedPdfFilters(budget) };
        using var pdf = PdfDocument.Open(content, options);
        if (pdf.NumberOfPages > MostPages)
        {
            throw new JobInputException($"The PDF has {pdf.NumberOfPages} pages; {MostPages} are the most.");
        }

        pdf.AddPageFactory<PdfPage, PdfPageFactory>();
        var lines = new List<PdfLine>();
        for (var page = 1; page <= pdf.NumberOfPages; page++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            budget.StartPage();
            lines.AddRange(pdf.GetPage<PdfPage>(page).Lines);
        }

        return lines;
    }
}
