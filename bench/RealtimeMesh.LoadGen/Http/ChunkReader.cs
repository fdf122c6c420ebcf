using System.Globalization;

namespace RealtimeMesh.LoadGen.Http;

/// <summary>Takes the chunked encoding (RFC 9112, 7.1) off a body in place, however the bytes come in pieces.</summary>
internal struct ChunkReader
{
    private const int MaxSize = int.MaxValue / 16;

    private Part _part;
    private int _size;

    private enum Part : byte
    {
        Size,
        Extension,
        Payload,
        PayloadEnd,
        Trailer,
        TrailerLine,
        Done,
    }

    /// <summary>The last chunk has been read, trailers included.</summary>
    public readonly bool IsDone => _part is Part.Done;

    /// <summary>Takes bytes off <paramref name="bytes"/> up to the end of the next piece of payload.</summary>
    /// <returns>The piece; empty when there is none before the end of the bytes, or of the body.</returns>
    /// <exception cref="FormatException">It is no chunked body.</exception>
    public ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && _part is not Part.Done)
        {
            if (_part is Part.Payload)
            {
                var piece = bytes[..Math.Min(_size, bytes.Length)];
                bytes = bytes[piece.Length..];
                _size -= piece.Length;
                _part = _size > 0 ? Part.Payload : Part.PayloadEnd;
                return piece;
            }

            Take(bytes[0]);
            bytes = bytes[1..];
        }

        return default;
    }

    private void Take(byte next)
    {
        switch (_part)
        {
            case Part.Size or Part.Extension when next is (byte)'\n':
                _part = _size > 0 ? Part.Payload : Part.Trailer;
                break;
            case Part.Size when char.IsAsciiHexDigit((char)next):
                _size = _size <= MaxSize ? (_size * 16) + Digit(next) : throw new FormatException("A chunk is larger than 128 MiB.");
                break;
            case Part.Size when next is (byte)';' or (byte)'\r' or (byte)' ':
                _part = Part.Extension;
                break;
            case Part.PayloadEnd when next is (byte)'\n':
                _part = Part.Size;
                break;
            case Part.Trailer when next is (byte)'\n':
                _part = Part.Done;
                break;
            case Part.TrailerLine when next is (byte)'\n':
                _part = Part.Trailer;
                break;
            case Part.Extension or Part.TrailerLine:
            case Part.PayloadEnd or Part.Trailer when next is (byte)'\r':
                break;
            case Part.Trailer:
                _part = Part.TrailerLine;
                break;
            default:
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Byte {next} where the {_part} of a chunk was expected."));
        }
    }

    private static int Digit(byte digit) => digit <= (byte)'9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
