using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace RealtimeMesh.Gateway.WebApp;

/// <summary>One file of the web app in every form in which it is sent, the smallest first.</summary>
internal sealed class WebAppFile
{
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    private readonly Form[] _forms;

    /// <param name="path">From the web app's root, <c>/assets/index-d41d8cd9.js</c>.</param>
    /// <param name="content">The file's bytes.</param>
    public WebAppFile(string path, byte[] content)
    {
        ContentType = ContentTypes.TryGetContentType(path, out var known) ? known : "application/octet-stream";
        if (ContentType.StartsWith("text/", StringComparison.Ordinal))
        {
            ContentType += "; charset=utf-8";
        }

        // The build puts a hash of the content into the names under /assets and into no others.
        CacheControl = path.StartsWith("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";

        var hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16));
        var plain = new Form(null, content, Tag(hash));
        Form[] compressed =
        [
            new("br", Compress(content, output => new BrotliStream(output, CompressionLevel.Optimal)), Tag($"{hash}-br")),
            new("gzip", Compress(content, output => new GZipStream(output, CompressionLevel.Optimal)), Tag($"{hash}-gzip")),
        ];
        _forms = [.. compressed.Where(form => form.Content.Length < content.Length * 0.9), plain];
    }

    public string ContentType { get; }

    public string CacheControl { get; }

    /// <summary>Answers conditional and HEAD requests too.</summary>
    public Task SendAsync(HttpContext context)
    {
        var accepted = context.Request.GetTypedHeaders().AcceptEncoding;
        var form = _forms.First(form => form.Encoding is null || accepted.Any(encoding => encoding.Value == form.Encoding && encoding.Quality != 0));

        var headers = context.Response.Headers;
        headers.CacheControl = CacheControl;
        headers.ContentEncoding = form.Encoding;
        if (_forms.Length > 1)
        {
            headers.Vary = HeaderNames.AcceptEncoding;
        }

        return TypedResults.Bytes(form.Content, ContentType, entityTag: form.Tag).ExecuteAsync(context);
    }

    private static byte[] Compress(byte[] content, Func<Stream, Stream> compressor)
    {
        using var output = new MemoryStream();
        using (var stream = compressor(output))
        {
            stream.Write(content);
        }

        return output.ToArray();
    }

    private static EntityTagHeaderValue Tag(string tag) => new($"\"{tag}\"");

    private sealed record Form(string? Encoding, byte[] Content, EntityTagHeaderValue Tag);
}
