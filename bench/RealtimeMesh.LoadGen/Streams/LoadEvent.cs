using System.Buffers.Text;
using System.Text;

namespace RealtimeMesh.LoadGen.Streams;

/// <summary>The event that is published: <c>{"type":"load","at":…,"n":…,"pad":"…"}</c>, all of one run equally long.</summary>
/// <remarks><c>at</c> is when it was published, in Unix microseconds; <c>n</c> counts the events of its user, from <see cref="First"/>.</remarks>
internal static class LoadEvent
{
    public const string Type = "load";

    /// <summary>So large that the number of digits does not change: an event can be written over in place.</summary>
    public const long First = 1_000_000_000;

    public const int MinSize = 64;

    private const int AtDigits = 16;
    private const int NumberDigits = 10;

    private static ReadOnlySpan<byte> At => "\"at\":"u8;

    private static ReadOnlySpan<byte> Number => "\"n\":"u8;

    private static ReadOnlySpan<byte> Start => "{\"type\":\"load\","u8;

    /// <param name="size">In bytes, at least <see cref="MinSize"/>.</param>
    /// <param name="at">Unix microseconds.</param>
    /// <param name="number">At least <see cref="First"/>.</param>
    public static byte[] Create(int size, long at, long number)
    {
        var json = Encoding.ASCII.GetBytes($"{{\"type\":\"{Type}\",\"at\":{at:D16},\"n\":{number:D10},\"pad\":\"\"}}");
        return [.. json.AsSpan(0, json.Length - 2), .. Enumerable.Repeat((byte)'x', Math.Max(0, size - json.Length)), .. "\"}"u8];
    }

    /// <summary>Puts another time and number into an event.</summary>
    public static void Overwrite(Span<byte> json, long at, long number)
    {
        var atStart = Start.Length + At.Length;
        Utf8Formatter.TryFormat(at, json[atStart..], out _, new('D', AtDigits));
        Utf8Formatter.TryFormat(number, json[(atStart + AtDigits + 1 + Number.Length)..], out _, new('D', NumberDigits));
    }

    /// <summary>Finds time and number anywhere in a line of data: servers wrap events each in their way.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, out long at, out long number)
    {
        number = 0;
        return TryRead(ref data, At, out at) && TryRead(ref data, Number, out number);
    }

    private static bool TryRead(ref ReadOnlySpan<byte> data, ReadOnlySpan<byte> name, out long value)
    {
        value = 0;
        var start = data.IndexOf(name);
        if (start < 0)
        {
            return false;
        }

        data = data[(start + name.Length)..];
        if (!Utf8Parser.TryParse(data, out value, out var length))
        {
            return false;
        }

        data = data[length..];
        return true;
    }
}
