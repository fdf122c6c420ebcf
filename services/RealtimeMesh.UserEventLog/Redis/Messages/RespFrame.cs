using System.Buffers.Text;

namespace RealtimeMesh.UserEventLog.Redis.Messages;

/// <summary>Finds out where a reply of Redis ends (RESP2 and RESP3), and whether it is a published message.</summary>
internal static class RespFrame
{
    // Replies to a connection that only subscribes are flat.
    private const int MaxDepth = 8;

    private static ReadOnlySpan<byte> Message => "3\r\n$7\r\nmessage\r\n"u8;

    private static ReadOnlySpan<byte> ShardMessage => "3\r\n$8\r\nsmessage\r\n"u8;

    /// <returns>The length of the first reply; 0 while it is incomplete.</returns>
    /// <exception cref="InvalidDataException">It is no reply.</exception>
    public static int Measure(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        return TrySkip(bytes, ref length, depth: 0) ? length : 0;
    }

    /// <summary>Whether a reply begins like a published message; <paramref name="rest"/> is where its channel begins.</summary>
    public static bool IsMessage(ReadOnlySpan<byte> bytes, out int rest)
    {
        rest = 0;
        if (bytes.IsEmpty || bytes[0] is not ((byte)'*' or (byte)'>'))
        {
            return false;
        }

        rest = bytes[1..].StartsWith(Message) ? 1 + Message.Length : bytes[1..].StartsWith(ShardMessage) ? 1 + ShardMessage.Length : 0;
        return rest > 0;
    }

    /// <summary>Reads a length and moves behind its line.</summary>
    /// <returns>False while the line is incomplete.</returns>
    /// <exception cref="InvalidDataException">It is no length.</exception>
    public static bool TryReadLength(ReadOnlySpan<byte> bytes, ref int at, out int length)
    {
        length = 0;
        var end = bytes[at..].IndexOf((byte)'\n');
        if (end < 0)
        {
            return false;
        }

        if (!Utf8Parser.TryParse(bytes.Slice(at + 1, Math.Max(end - 1, 0)), out length, out var digits) || digits != end - 2 || length < -1)
        {
            throw new InvalidDataException("Redis sent a length that is none.");
        }

        at += end + 1;
        return true;
    }

    private static bool TrySkip(ReadOnlySpan<byte> bytes, ref int at, int depth)
    {
        if (at >= bytes.Length)
        {
            return false;
        }

        var length = 0;
        switch (bytes[at])
        {
            case (byte)'+' or (byte)'-' or (byte)':' or (byte)'_' or (byte)'#' or (byte)',' or (byte)'(':
                var end = bytes[at..].IndexOf((byte)'\n');
                at += end + 1;
                return end >= 0;

            case (byte)'$' or (byte)'!' or (byte)'=':
                if (!TryReadLength(bytes, ref at, out length))
                {
                    return false;
                }

                // -1 is null, and has no bytes.
                at += length < 0 ? 0 : length + 2;
                return at <= bytes.Length;

            case (byte)'*' or (byte)'~' or (byte)'>':
                return TryReadLength(bytes, ref at, out length) && TrySkip(bytes, ref at, length, depth);

            case (byte)'%':
                return TryReadLength(bytes, ref at, out length) && TrySkip(bytes, ref at, 2 * length, depth);

            default:
                throw new InvalidDataException($"Redis sent a reply that begins with 0x{bytes[at]:x2}.");
        }
    }

    private static bool TrySkip(ReadOnlySpan<byte> bytes, ref int at, int items, int depth)
    {
        if (depth == MaxDepth)
        {
            throw new InvalidDataException("Redis sent a reply that is nested too deeply.");
        }

        for (; items > 0; items--)
        {
            if (!TrySkip(bytes, ref at, depth + 1))
            {
                return false;
            }
        }

        return true;
    }
}
