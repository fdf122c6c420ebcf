using System.Globalization;
using System.Text;
using RealtimeMesh.HttpDefaults.Errors;

namespace RealtimeMesh.Edge.Frames;

/// <summary>The blocks of an event stream, complete, as bytes. Lines end with LF only.</summary>
internal static class Frame
{
    /// <summary>A comment: says that the stream lives, and nothing else.</summary>
    public static readonly byte[] Heartbeat = ": \n\n"u8.ToArray();

    // Several oRPC versions drop a frame without an event line.
    private static ReadOnlySpan<byte> MessageLine => "event: message\n"u8;

    /// <summary>An event; without an id line when <paramref name="id"/> is empty.</summary>
    public static byte[] Message(ReadOnlySpan<byte> id, ReadOnlySpan<byte> json, StreamForm form)
    {
        var idField = id.IsEmpty ? default : "id: "u8;
        var idEnd = id.IsEmpty ? default : "\n"u8;
        var before = form is StreamForm.Rpc ? "data: {\"json\":"u8 : "data: "u8;
        var after = form is StreamForm.Rpc ? "}\n\n"u8 : "\n\n"u8;

        var frame = new byte[MessageLine.Length + idField.Length + id.Length + idEnd.Length + before.Length + json.Length + after.Length];
        var rest = Append(Append(Append(Append(frame, MessageLine), idField), id), idEnd);
        rest = Append(rest, before);

        // A line end in JSON can only be white space between tokens, but it would end the data line.
        json.Replace(rest, (byte)'\n', (byte)' ');
        rest[..json.Length].Replace((byte)'\r', (byte)' ');
        Append(rest[json.Length..], after);

        return frame;
    }

    /// <summary>Last block of a stream. <c>error</c> and not <c>done</c>, because oRPC's retry plugin reconnects only when the iterator throws.</summary>
    public static byte[] Error(StreamError error, TimeSpan retry, StreamForm form)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"event: error\nretry: {retry.TotalMilliseconds:F0}\ndata: ");
        return [.. Encoding.ASCII.GetBytes(head), .. error.ToJson(form is StreamForm.Rpc), .. "\n\n"u8];
    }

    private static Span<byte> Append(Span<byte> rest, ReadOnlySpan<byte> part)
    {
        part.CopyTo(rest);
        return rest[part.Length..];
    }
}
