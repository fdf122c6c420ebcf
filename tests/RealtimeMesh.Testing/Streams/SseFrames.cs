namespace RealtimeMesh.Testing.Streams;

/// <summary>A stream's frames, read strictly.</summary>
internal sealed class SseFrames(Stream stream)
{
    private readonly SseLines _lines = new(stream);
    private SseFrameParser _block = new();

    /// <summary>Comments so far.</summary>
    public int Comments { get; private set; }

    /// <returns>The next frame, or null at the end of the stream; comments are counted and skipped.</returns>
    /// <exception cref="FormatException">The stream has what the protocol does not allow, or ended within a frame.</exception>
    public async Task<SseFrame?> NextAsync(CancellationToken cancellationToken)
    {
        while (await _lines.NextAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                _block.Add(line);
            }
            else if (FinishBlock() is { } frame)
            {
                return frame;
            }
        }

        return _block.IsEmpty ? null : throw new FormatException("The stream ended within a frame.");
    }

    private SseFrame? FinishBlock()
    {
        var block = _block;
        _block = new SseFrameParser();
        Comments += block.Comments;
        return block.Finish();
    }
}
