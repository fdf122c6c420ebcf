using RealtimeMesh.Studio.Entities;
using RealtimeMesh.Studio.Http;

namespace RealtimeMesh.Studio.Documents;

/// <summary>A new document as JSON. Text goes into <c>content</c>, a PDF into <c>contentBase64</c>.</summary>
/// <param name="Title">Default: the file's name, or Untitled.</param>
/// <param name="Format">markdown (default), text, html or pdf.</param>
/// <param name="Content">The text itself.</param>
/// <param name="ContentBase64">The bytes, in base64.</param>
internal sealed record CreateDocument(string? Title, string? Format, string? Content, string? ContentBase64);

/// <summary>A new document's bytes, however they came: JSON, or a form with a file.</summary>
internal sealed record DocumentUpload(string Title, string Format, byte[] Bytes)
{
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>5 MiB in base64, and some room around it.</summary>
    public const int MaxRequestBytes = 8 * 1024 * 1024;

    private const string Untitled = "Untitled";

    public static async Task<DocumentUpload?> ReadAsync(HttpRequest request, Checks checks, CancellationToken cancellationToken) =>
        request.HasFormContentType
            ? await ReadFormAsync(request, checks, cancellationToken)
            : ReadJson(await request.ReadFromJsonAsync<CreateDocument>(cancellationToken), checks);

    private static DocumentUpload? ReadJson(CreateDocument? document, Checks checks)
    {
        checks.That(
            document is { Content: not null, ContentBase64: null } or { Content: null, ContentBase64: not null },
            "content",
            "is missing; send either content (text) or contentBase64 (bytes in base64).");
        var bytes = document?.Content is { } text ? System.Text.Encoding.UTF8.GetBytes(text) : [];
        if (document?.ContentBase64 is { } base64)
        {
            bytes = new byte[base64.Length];
            checks.That(Convert.TryFromBase64String(base64, bytes, out var length), "contentBase64", "is not base64.");
            bytes = bytes[..length];
        }

        return Check(document?.Title ?? Untitled, document?.Format ?? DocumentFormats.Markdown, bytes, checks);
    }

    private static async Task<DocumentUpload?> ReadFormAsync(HttpRequest request, Checks checks, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        foreach (var field in form.Keys)
        {
            checks.That(field is "title" or "format", field, "is unknown; a form has a file, and may have title and format.");
        }

        checks.That(form.Files.Count == 1, "file", $"must be there once; the form has {form.Files.Count} files.");
        if (checks.Failed)
        {
            return null;
        }

        var file = form.Files[0];
        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancellationToken);

        var name = Path.GetFileNameWithoutExtension(file.FileName);
        var title = form["title"].FirstOrDefault() ?? Shortened(name);
        return Check(
            title.Length == 0 ? Untitled : title,
            form["format"].FirstOrDefault() ?? DocumentFormats.OfFile(file.FileName),
            content.ToArray(),
            checks);
    }

    private static string Shortened(string name) => name switch
    {
        { Length: <= EntityEndpoints.MaxTitleLength } => name,
        // Not in the middle of a character.
        _ when char.IsHighSurrogate(name[EntityEndpoints.MaxTitleLength - 1]) => name[..(EntityEndpoints.MaxTitleLength - 1)],
        _ => name[..EntityEndpoints.MaxTitleLength],
    };

    private static DocumentUpload? Check(string title, string format, byte[] bytes, Checks checks)
    {
        checks.Text(title, "title", EntityEndpoints.MaxTitleLength);
        checks.That(DocumentFormats.ContentTypes.ContainsKey(format), "format", $"is '{format}'; it must be {DocumentFormats.Allowed}.");
        checks.That(bytes.Length > 0 || checks.Failed, "content", "is empty.");
        checks.That(bytes.Length <= MaxBytes, "content", $"has {bytes.Length} bytes; at most {MaxBytes} (5 MiB) are taken.");
        return checks.Failed ? null : new DocumentUpload(title, format, bytes);
    }
}
