using System.Buffers;

namespace RealtimeMesh.Http2.Hpack;

/// <summary>
/// The code of RFC 7541, appendix B. It is canonical: codes of one length are consecutive numbers in the order of their symbols,
/// so the lengths say everything.
/// </summary>
internal static class HuffmanCode
{
    private const int EndOfString = 256;
    private const int LongestCode = 30;
    private const int LongestPadding = 7;

    private static readonly short[] _symbols = [.. Enumerable.Range(0, EndOfString + 1).OrderBy(symbol => Lengths[symbol]).Select(symbol => (short)symbol)];
    private static readonly int[] _codesOfLength = CountCodes();

    private static ReadOnlySpan<byte> Lengths =>
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
        28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
        5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
        7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
        6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
        24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
        21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
        19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
        26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    /// <exception cref="Http2Exception">No such code, or a wrong end.</exception>
    public static void Decode(ReadOnlySpan<byte> encoded, IBufferWriter<byte> decoded)
    {
        // The shortest code has five bits.
        var text = decoded.GetSpan((encoded.Length * 8 / 5) + 1);
        var written = 0;
        int code = 0, length = 0, first = 0, index = 0;
        foreach (var octet in encoded)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                code = (code << 1) | ((octet >> bit) & 1);
                length++;
                var count = length <= LongestCode ? _codesOfLength[length] : throw Malformed();
                if (code - first < count)
                {
                    var symbol = _symbols[index + code - first];
                    text[written++] = symbol == EndOfString ? throw Malformed() : (byte)symbol;
                    code = length = first = index = 0;
                    continue;
                }

                index += count;
                first = (first + count) << 1;
            }
        }

        if (length > LongestPadding || code != (1 << length) - 1)
        {
            throw Malformed();
        }

        decoded.Advance(written);
    }

    private static int[] CountCodes()
    {
        var counts = new int[LongestCode + 1];
        foreach (var length in Lengths)
        {
            counts[length]++;
        }

        return counts;
    }

    private static Http2Exception Malformed() => new(Http2ErrorCode.CompressionError, "Malformed Huffman string");
}
