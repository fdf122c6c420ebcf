using System.Security.Cryptography;
using System.Text;

namespace RealtimeMesh.Studio.Idempotency;

/// <summary>SHA-256 of everything that makes a request what it is. The body can be read again afterwards.</summary>
internal static class RequestHash
{
    public static async Task<string> OfAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendLine($"{request.Method} {request.Path}");
        await (request.HasFormContentType ? AppendFormAsync(hash, request, cancellationToken) : AppendBodyAsync(hash, request, cancellationToken));

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // The same form sent again has another boundary, so its bytes say nothing: its fields and files do.
    private static async Task AppendFormAsync(IncrementalHash hash, HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        foreach (var (name, value) in form.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            hash.AppendLine($"{name}={value}");
        }

        foreach (var file in form.Files)
        {
            hash.AppendLine($"{file.Name}={file.FileName} {file.Length}");
            await using var content = file.OpenReadStream();
            await AppendAsync(hash, content, cancellationToken);
        }
    }

    private static async Task AppendBodyAsync(IncrementalHash hash, HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering();
        await AppendAsync(hash, request.Body, cancellationToken);
        request.Body.Position = 0;
    }

    private static async Task AppendAsync(IncrementalHash hash, Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
        }
    }

    private static void AppendLine(this IncrementalHash hash, string line) => hash.AppendData(Encoding.UTF8.GetBytes($"{line}\n"));
}
