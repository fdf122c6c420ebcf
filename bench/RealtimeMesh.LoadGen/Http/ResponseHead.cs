using System.Buffers.Text;
using System.Text;

namespace RealtimeMesh.LoadGen.Http;

/// <summary>What a load generator wants to know of an HTTP/1.1 response's head.</summary>
/// <param name="Status">The status code.</param>
/// <param name="IsChunked">The body is in chunks; otherwise it ends with the connection.</param>
/// <param name="RetryAfter">Seconds; 0 when the server did not say.</param>
internal readonly record struct ResponseHead(int Status, bool IsChunked, int RetryAfter)
{
    private static ReadOnlySpan<byte> End => "\r\n\r\n"u8;

    /// <summary>Takes the head off the bytes.</summary>
    /// <returns>Null while it is incomplete.</returns>
    /// <exception cref="FormatException">It is no HTTP.</exception>
    public static ResponseHead? Read(ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf(End);
        if (end < 0)
        {
            return null;
        }

        var head = Encoding.ASCII.GetString(bytes[..end]);
        var lines = head.Split("\r\n");
        if (!lines[0].StartsWith("HTTP/1.", StringComparison.Ordinal) || !Utf8Parser.TryParse(bytes["HTTP/1.1 ".Length..end], out int status, out _))
        {
            throw new FormatException($"The response begins with '{lines[0]}'.");
        }

        bytes = bytes[(end + End.Length)..];
        return new ResponseHead(
            status,
            Value(lines, "transfer-encoding:").Contains("chunked", StringComparison.OrdinalIgnoreCase),
            int.TryParse(Value(lines, "retry-after:"), out var seconds) ? seconds : 0);
    }

    private static string Value(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase))?[name.Length..].Trim() ?? "";
}
