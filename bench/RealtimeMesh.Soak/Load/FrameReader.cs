using System.Text;

namespace RealtimeMesh.Soak.Load;

/// <summary>A stream's frames, read as cheaply as thousands of streams in one process need it.</summary>
internal sealed class FrameReader(Stream body) : IDisposable
{
    private const int BufferBytes = 1_024;

    private readonly StreamReader _lines = new(body, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, BufferBytes);

    /// <returns>The next frame; null at the end. Comments are skipped.</returns>
    /// <exception cref="FormatException">It is no frame, or the stream ends within one.</exception>
    public async Task<Frame?> NextAsync(CancellationToken cancellationToken)
    {
        string? name = null, id = null, data = null;
        while (await _lines.ReadLineAsync(cancellationToken) is { } line)
        {
            switch (line)
            {
                case ['e', 'v', 'e', 'n', 't', ':', ' ', .. var value] when name is null:
                    name = value;
                    break;
                case ['i', 'd', ':', ' ', .. var value] when id is null:
                    id = value;
                    break;
                case ['d', 'a', 't', 'a', ':', ' ', .. var value] when data is null:
                    data = value;
                    break;
                case [':', ..] or ['r', 'e', 't', 'r', 'y', ':', ..]:
                    break;
                case "" when (name, data) is ({ }, { }):
                    return new Frame(name, id, data);
                case "" when (name, id, data) is (null, null, null):
                    break;
                default:
                    throw new FormatException($"The line '{line}' has no place in a frame.");
            }
        }

        return (name ?? id ?? data) is null ? null : throw new FormatException("The stream ended within a frame.");
    }

    public void Dispose() => _lines.Dispose();
}
