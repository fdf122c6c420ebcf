using System.Globalization;
using System.Text;
using RealtimeMesh.DirectStreams;
using RealtimeMesh.HttpDefaults.Errors;

namespace RealtimeMesh.Edge.Frames;

/// <summary>A block of an event stream, complete, as bytes that do not change; also as an HTTP/1.1 chunk. Lines end with LF only.</summary>
/// <param name="chunk">The block as a chunk of its own.</param>
/// <param name="start">Where the block begins in it.</param>
internal readonly struct Frame(ReadOnlyMemory<byte> chunk, int start)
{
    /// <summary>A comment: says that the stream lives, and nothing else.</summary>
    public static readonly Frame Heartbeat = Of(": \n\n"u8);

    /// <summary>The block as a chunk of its own.</summary>
    public ReadOnlyMemory<byte> AsChunk => chunk;

    /// <summary>The block itself.</summary>
    public ReadOnlyMemory<byte> Block => chunk[start..^Chunk.LineEnd.Length];

    public int Length => chunk.Length - start - Chunk.LineEnd.Length;

    /// <summary>Last block of a stream. <c>error</c> and not <c>done</c>, because oRPC's retry plugin reconnects only when the iterator throws.</summary>
    public static Frame Error(StreamError error, TimeSpan retry, StreamForm form)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"event: error\nretry: {retry.TotalMilliseconds:F0}\ndata: ");
        return Of([.. Encoding.ASCII.GetBytes(head), .. error.ToJson(form is StreamForm.Rpc), .. "\n\n"u8]);
    }

    private static Frame Of(ReadOnlySpan<byte> block)
    {
        var chunk = Chunk.Of(block);
        return new Frame(chunk, chunk.Length - Chunk.LineEnd.Length - block.Length);
    }
}
