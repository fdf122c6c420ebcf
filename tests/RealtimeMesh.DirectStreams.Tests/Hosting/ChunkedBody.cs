using System.Globalization;
using System.Text;

namespace RealtimeMesh.DirectStreams.Tests.Hosting;

/// <summary>Reads the chunked coding strictly.</summary>
internal static class ChunkedBody
{
    /// <summary>A body that is whole: it ends with the last chunk, and nothing comes after it.</summary>
    public static byte[] Read(byte[] bytes)
    {
        var (content, tail) = ReadChunks(bytes);
        return tail.AsSpan().SequenceEqual("0\r\n\r\n"u8)
            ? content
            : throw new InvalidDataException($"Instead of the last chunk: '{Encoding.Latin1.GetString(tail.AsSpan(0, Math.Min(tail.Length, 200)))}'");
    }

    public static string ReadText(byte[] bytes) => Encoding.UTF8.GetString(Read(bytes));

    // Whole chunks, and what is no whole chunk or the last one.
    private static (byte[] Content, byte[] Tail) ReadChunks(byte[] bytes)
    {
        using var content = new MemoryStream();
        var at = 0;
        while (TryReadSize(bytes, at, out var size, out var start) && size > 0 && start + size + 2 <= bytes.Length)
        {
            content.Write(bytes, start, size);
            at = bytes.AsSpan(start + size, 2).SequenceEqual("\r\n"u8)
                ? start + size + 2
                : throw new InvalidDataException($"A chunk of {size} at {at} does not end where it should.");
        }

        return (content.ToArray(), bytes[at..]);
    }

    private static bool TryReadSize(byte[] bytes, int at, out int size, out int start)
    {
        var end = bytes.AsSpan(at).IndexOf("\r\n"u8);
        (size, start) = (0, at + end + 2);
        return end > 0 && int.TryParse(bytes.AsSpan(at, end), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out size);
    }
}
