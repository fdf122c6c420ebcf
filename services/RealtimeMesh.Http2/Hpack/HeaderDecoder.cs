using System.Buffers;
using System.Text;

namespace RealtimeMesh.Http2.Hpack;

/// <summary>
/// Reads header blocks (RFC 7541) of a peer that was told to have no dynamic table. So a block stands alone, and there is no
/// state that a hostile peer could fill.
/// </summary>
internal static class HeaderDecoder
{
    /// <summary>Names and values together, with 32 bytes for each field as HTTP/2 counts.</summary>
    public const int MaxListSize = 32 * 1024;

    private const int FieldOverhead = 32;

    /// <exception cref="Http2Exception">Malformed, or larger than <see cref="MaxListSize"/>.</exception>
    public static List<(string Name, string Value)> Decode(ReadOnlySpan<byte> block)
    {
        var fields = new List<(string Name, string Value)>();
        var size = 0;
        SkipTableSizes(ref block);
        while (!block.IsEmpty)
        {
            var field = ReadField(ref block);
            fields.Add(field);
            size += field.Name.Length + field.Value.Length + FieldOverhead;
            if (size > MaxListSize)
            {
                throw new Http2Exception(Http2ErrorCode.EnhanceYourCalm, "Too many headers");
            }
        }

        return fields;
    }

    private static void SkipTableSizes(ref ReadOnlySpan<byte> block)
    {
        while (!block.IsEmpty && (block[0] & 0xe0) == 0x20)
        {
            if (PrefixedInteger.Read(ref block, 5) != 0)
            {
                throw Malformed("A dynamic table was never offered");
            }
        }
    }

    private static (string Name, string Value) ReadField(ref ReadOnlySpan<byte> block)
    {
        var first = block[0];
        if ((first & 0x80) != 0)
        {
            return StaticTable.Get(PrefixedInteger.Read(ref block, 7));
        }

        if ((first & 0xe0) == 0x20)
        {
            throw Malformed("Table size in the middle of a block");
        }

        // With incremental indexing: in a table of no size nothing is kept. Else without indexing, or never indexed.
        var index = PrefixedInteger.Read(ref block, (first & 0x40) != 0 ? 6 : 4);
        var name = index == 0 ? ReadString(ref block) : StaticTable.Get(index).Name;
        return (name, ReadString(ref block));
    }

    private static string ReadString(ref ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty)
        {
            throw Malformed("Header block is cut off");
        }

        var isHuffman = (block[0] & 0x80) != 0;
        var length = PrefixedInteger.Read(ref block, 7);
        if (length > block.Length)
        {
            throw Malformed("Header block is cut off");
        }

        var text = block[..length];
        block = block[length..];
        if (!isHuffman)
        {
            return Encoding.Latin1.GetString(text);
        }

        var decoded = new ArrayBufferWriter<byte>();
        HuffmanCode.Decode(text, decoded);
        return Encoding.Latin1.GetString(decoded.WrittenSpan);
    }

    private static Http2Exception Malformed(string message) => new(Http2ErrorCode.CompressionError, message);
}
