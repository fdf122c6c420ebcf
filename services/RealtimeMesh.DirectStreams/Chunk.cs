using System.Globalization;

namespace RealtimeMesh.DirectStreams;

/// <summary>Chunks of HTTP/1.1's chunked transfer coding (RFC 9112, section 7.1).</summary>
public static class Chunk
{
    /// <summary>What ends a chunk, and its size.</summary>
    public static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    /// <summary>The chunk that ends the response.</summary>
    public static readonly byte[] Last = "0\r\n\r\n"u8.ToArray();

    /// <summary>Most bytes that <see cref="WriteSize"/> writes.</summary>
    public const int MaxSizeLine = 10;

    /// <summary>Writes the line before a chunk of so many bytes.</summary>
    /// <returns>Its length.</returns>
    public static int WriteSize(Span<byte> line, int bytes)
    {
        bytes.TryFormat(line, out var digits, "x", CultureInfo.InvariantCulture);
        LineEnd.CopyTo(line[digits..]);
        return digits + LineEnd.Length;
    }

    /// <summary>A chunk around these bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> size = stackalloc byte[MaxSizeLine];
        return [.. size[..WriteSize(size, bytes.Length)], .. bytes, .. LineEnd];
    }
}
