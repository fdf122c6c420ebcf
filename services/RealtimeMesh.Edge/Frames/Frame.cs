using System.Globalization;
using System.Text;
using RealtimeMesh.DirectStreams;
using RealtimeMesh.HttpDefaults.Errors;

namespace RealtimeMesh.Edge.Frames;

/// <summary>A block of an event stream, complete, as bytes that all streams share; also as an HTTP/1.1 chunk. Lines end with LF only.</summary>
internal readonly struct Frame
{
    /// <summary>A comment: says that the stream lives, and nothing else.</summary>
    public static readonly Frame Heartbeat = Of(": \n\n"u8);

    private readonly byte[] _bytes;
    private readonly int _start;

    private Frame(int length)
    {
        Span<byte> size = stackalloc byte[Chunk.MaxSizeLine];
        _start = Chunk.WriteSize(size, length);
        _bytes = new byte[_start + length + Chunk.LineEnd.Length];
        size[.._start].CopyTo(_bytes);
        Chunk.LineEnd.CopyTo(_bytes.AsSpan(_start + length));
    }

    /// <summary>The block as a chunk of its own.</summary>
    public ReadOnlyMemory<byte> AsChunk => _bytes;

    /// <summary>The block itself.</summary>
    public ReadOnlyMemory<byte> Block => _bytes.AsMemory(_start, Length);

    public int Length => _bytes.Length - _start - Chunk.LineEnd.Length;

    // Several oRPC versions drop a frame without an event line.
    private static ReadOnlySpan<byte> MessageLine => "event: message\n"u8;

    private Span<byte> Content => _bytes.AsSpan(_start, Length);

    /// <summary>An event; without an id line when <paramref name="id"/> is empty.</summary>
    public static Frame Message(ReadOnlySpan<byte> id, ReadOnlySpan<byte> json, StreamForm form)
    {
        var idField = id.IsEmpty ? default : "id: "u8;
        var idEnd = id.IsEmpty ? default : "\n"u8;
        var before = form is StreamForm.Rpc ? "data: {\"json\":"u8 : "data: "u8;
        var after = form is StreamForm.Rpc ? "}\n\n"u8 : "\n\n"u8;

        var frame = new Frame(MessageLine.Length + idField.Length + id.Length + idEnd.Length + before.Length + json.Length + after.Length);
        var rest = Append(Append(Append(Append(frame.Content, MessageLine), idField), id), idEnd);
        rest = Append(rest, before);

        // A line end in JSON can only be white space between tokens, but it would end the data line.
        json.Replace(rest, (byte)'\n', (byte)' ');
        rest[..json.Length].Replace((byte)'\r', (byte)' ');
        Append(rest[json.Length..], after);

        return frame;
    }

    /// <summary>Last block of a stream. <c>error</c> and not <c>done</c>, because oRPC's retry plugin reconnects only when the iterator throws.</summary>
    public static Frame Error(StreamError error, TimeSpan retry, StreamForm form)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"event: error\nretry: {retry.TotalMilliseconds:F0}\ndata: ");
        return Of([.. Encoding.ASCII.GetBytes(head), .. error.ToJson(form is StreamForm.Rpc), .. "\n\n"u8]);
    }

    private static Frame Of(ReadOnlySpan<byte> block)
    {
        var frame = new Frame(block.Length);
        block.CopyTo(frame.Content);
        return frame;
    }

    private static Span<byte> Append(Span<byte> rest, ReadOnlySpan<byte> part)
    {
        part.CopyTo(rest);
        return rest[part.Length..];
    }
}
