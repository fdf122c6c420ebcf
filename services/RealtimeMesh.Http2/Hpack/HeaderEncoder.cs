using System.Buffers;
using System.Globalization;
using System.Text;

namespace RealtimeMesh.Http2.Hpack;

/// <summary>Writes header fields as literals that no table on the way remembers.</summary>
internal static class HeaderEncoder
{
    private const byte Indexed = 0x80;
    private const byte WithoutIndexing = 0x00;
    private const byte NeverIndexed = 0x10;

    /// <summary>A response's first field, by the static table.</summary>
    public static void WriteStatus(IBufferWriter<byte> block, int status)
    {
        if (StaticTable.IndexOfStatus(status) is { } index)
        {
            PrefixedInteger.Write(block, Indexed, 7, index);
            return;
        }

        PrefixedInteger.Write(block, WithoutIndexing, 4, StaticTable.FirstStatus);
        WriteString(block, status.ToString(CultureInfo.InvariantCulture));
    }

    /// <param name="name">Lower case.</param>
    public static void Write(IBufferWriter<byte> block, string name, string value)
    {
        PrefixedInteger.Write(block, name is "authorization" or "cookie" ? NeverIndexed : WithoutIndexing, 4, 0);
        WriteString(block, name);
        WriteString(block, value);
    }

    private static void WriteString(IBufferWriter<byte> block, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        PrefixedInteger.Write(block, 0, 7, length);
        Encoding.UTF8.GetBytes(text, block);
    }
}
