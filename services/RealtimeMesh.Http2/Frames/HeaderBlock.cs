using System.Buffers;

namespace RealtimeMesh.Http2.Frames;

/// <summary>A header block that comes in several frames, with nothing between them.</summary>
internal sealed class HeaderBlock
{
    /// <summary>Encoded.</summary>
    public const int MaxSize = 32 * 1024;

    // Tiny and empty ones could go on for ever.
    private const int MaxFragments = 16;

    private ArrayBufferWriter<byte>? _bytes;
    private int _fragments;

    public bool IsOpen => _bytes is not null;

    public int StreamId { get; private set; }

    public bool EndsStream { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes!.WrittenSpan;

    public void Begin(int streamId, bool endsStream)
    {
        (StreamId, EndsStream) = (streamId, endsStream);
        _bytes = new ArrayBufferWriter<byte>();
        _fragments = 0;
    }

    /// <exception cref="Http2Exception">Too large, or in too many pieces.</exception>
    public void Add(ReadOnlySpan<byte> fragment)
    {
        if (++_fragments > MaxFragments || _bytes!.WrittenCount + fragment.Length > MaxSize)
        {
            throw new Http2Exception(Http2ErrorCode.EnhanceYourCalm, "Too large a header block");
        }

        _bytes.Write(fragment);
    }

    public void End() => _bytes = null;
}
