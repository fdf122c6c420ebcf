using System.Buffers;
using RealtimeMesh.DirectStreams;

namespace RealtimeMesh.Edge.Frames;

/// <summary>
/// A frame on its way to all its streams, in memory that is used again once it is disposed of. Whoever holds it longer holds a copy, which is made once.
/// Disposed of once, by the one who made it; that nobody else keeps it is why it lives on the stack.
/// </summary>
internal ref struct EventFrame
{
    private readonly byte[]? _rented;
    private readonly ReadOnlySpan<byte> _chunk;
    private readonly int _start;
    private ReadOnlyMemory<byte> _chunkCopy;
    private ReadOnlyMemory<byte> _blockCopy;

    /// <summary>One that may be held as it is.</summary>
    public EventFrame(Frame frame)
    {
        (_chunkCopy, _blockCopy) = (frame.AsChunk, frame.Block);
        _chunk = _chunkCopy.Span;
        _start = _chunk.Length - Chunk.LineEnd.Length - frame.Length;
    }

    private EventFrame(byte[] rented, int start, int length)
    {
        _rented = rented;
        _chunk = rented.AsSpan(0, length);
        _start = start;
    }

    /// <summary>Whether it is none.</summary>
    public readonly bool IsEmpty => _chunk.IsEmpty;

    /// <summary>The block itself.</summary>
    public readonly ReadOnlySpan<byte> Block => _chunk[_start..^Chunk.LineEnd.Length];

    // Several oRPC versions drop a frame without an event line.
    private static ReadOnlySpan<byte> MessageLine => "event: message\n"u8;

    /// <summary>An event; without an id line when <paramref name="id"/> is empty.</summary>
    public static EventFrame Of(scoped ReadOnlySpan<byte> id, scoped ReadOnlySpan<byte> json, StreamForm form)
    {
        var idField = id.IsEmpty ? default : "id: "u8;
        var idEnd = id.IsEmpty ? default : "\n"u8;
        var before = form is StreamForm.Rpc ? "data: {\"json\":"u8 : "data: "u8;
        var after = form is StreamForm.Rpc ? "}\n\n"u8 : "\n\n"u8;

        var length = MessageLine.Length + idField.Length + id.Length + idEnd.Length + before.Length + json.Length + after.Length;
        var rented = ArrayPool<byte>.Shared.Rent(Chunk.MaxSizeLine + length + Chunk.LineEnd.Length);
        var start = Chunk.WriteSize(rented, length);
        var rest = Append(Append(Append(Append(rented.AsSpan(start), MessageLine), idField), id), idEnd);
        rest = Append(rest, before);

        // A line end in JSON can only be white space between tokens, but it would end the data line.
        json.Replace(rest, (byte)'\n', (byte)' ');
        rest[..json.Length].Replace((byte)'\r', (byte)' ');
        Append(Append(rest[json.Length..], after), Chunk.LineEnd);

        return new EventFrame(rented, start, start + length + Chunk.LineEnd.Length);
    }

    /// <summary>Gives it to a stream: <see cref="IDirectStream.Send(ReadOnlySpan{byte}, ref ReadOnlyMemory{byte}, bool)"/>.</summary>
    public bool SendTo(IDirectStream stream, bool flush) =>
        stream.TakesChunks ? stream.Send(_chunk, ref _chunkCopy, flush) : stream.Send(Block, ref _blockCopy, flush);

    /// <summary>The same frame, in memory that does not change.</summary>
    public Frame Keep()
    {
        _chunkCopy = _chunkCopy.IsEmpty ? _chunk.ToArray() : _chunkCopy;
        return new Frame(_chunkCopy, _start);
    }

    public readonly void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }

    private static Span<byte> Append(Span<byte> rest, ReadOnlySpan<byte> part)
    {
        part.CopyTo(rest);
        return rest[part.Length..];
    }
}
