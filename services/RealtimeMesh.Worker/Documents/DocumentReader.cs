namespace RealtimeMesh.Worker.Documents;

/// <summary>Reads the text out of a document of any format that the studio takes.</summary>
internal static class DocumentReader
{
    public const int MostBytes = 5 * 1024 * 1024;

    public static DocumentText Read(string format, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.Length > MostBytes)
        {
            throw new JobInputException("The document is too large: 5 MiB are the most.");
        }

        var document = format switch
        {
            "markdown" => MarkdownText.Read(Utf8Text.Decode(content.Span), cancellationToken),
            "text" => PlainText.Read(Utf8Text.Decode(content.Span), cancellationToken),
            "html" => HtmlText.Read(Utf8Text.Decode(content.Span), cancellationToken),
            "pdf" => PdfText.Read(content.ToArray(), cancellationToken),
            _ => throw new JobInputException("The document's format is not known: markdown, text, html and pdf are."),
        };

        return document.Blocks.Count > 0
            ? document
            : throw new JobInputException(format == "pdf"
                ? "The PDF has no text in it; if it is a scan, it needs text recognition first."
                : "The document has no text in it.");
    }
}
