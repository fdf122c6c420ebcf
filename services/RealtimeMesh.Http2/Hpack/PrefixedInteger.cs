using System.Buffers;

namespace RealtimeMesh.Http2.Hpack;

/// <summary>RFC 7541, section 5.1: a number that begins in the low bits of a byte.</summary>
internal static class PrefixedInteger
{
    // 2^28 and more is no length or index of ours.
    private const int MostContinuationBits = 21;

    /// <exception cref="Http2Exception">Cut off, or absurdly large.</exception>
    public static int Read(ref ReadOnlySpan<byte> rest, int prefixBits)
    {
        var most = (1 << prefixBits) - 1;
        var value = Next(ref rest) & most;
        if (value < most)
        {
            return value;
        }

        for (var shift = 0; shift <= MostContinuationBits; shift += 7)
        {
            var octet = Next(ref rest);
            value += (octet & 0x7f) << shift;
            if ((octet & 0x80) == 0)
            {
                return value;
            }
        }

        throw new Http2Exception(Http2ErrorCode.CompressionError, "Number too large");
    }

    /// <param name="first">What the bits before the prefix are.</param>
    public static void Write(IBufferWriter<byte> output, byte first, int prefixBits, int value)
    {
        var most = (1 << prefixBits) - 1;
        if (value < most)
        {
            output.Write([(byte)(first | value)]);
            return;
        }

        output.Write([(byte)(first | most)]);
        for (value -= most; value >= 0x80; value >>= 7)
        {
            output.Write([(byte)(value | 0x80)]);
        }

        output.Write([(byte)value]);
    }

    private static byte Next(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            throw new Http2Exception(Http2ErrorCode.CompressionError, "Header block is cut off");
        }

        var octet = rest[0];
        rest = rest[1..];
        return octet;
    }
}
