namespace RealtimeMesh.Studio.Documents;

/// <summary>What kinds of document are taken.</summary>
internal static class DocumentFormats
{
    public const string Markdown = "markdown";
    public const string Allowed = "markdown, text, html or pdf";

    public static readonly IReadOnlyDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        [Markdown] = "text/markdown; charset=utf-8",
        ["text"] = "text/plain; charset=utf-8",
        ["html"] = "text/html; charset=utf-8",
        ["pdf"] = "application/pdf",
    };

    /// <summary>By the file's ending; anything unknown is plain text, and the worker says so if it is not.</summary>
    public static string OfFile(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".md" or ".markdown" => Markdown,
        ".html" or ".htm" => "html",
        ".pdf" => "pdf",
        _ => "text",
    };
}
