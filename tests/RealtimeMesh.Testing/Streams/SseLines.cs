using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace RealtimeMesh.Testing.Streams;

/// <summary>A stream's lines, in strict UTF-8.</summary>
internal sealed class SseLines(Stream stream)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly PipeReader _pipe = PipeReader.Create(stream);

    // Kept across calls: giving up waiting must not give up the read, because that would cut the connection.
    private Task<ReadResult>? _reading;

    /// <returns>The next line, or null at the end of the stream.</returns>
    /// <exception cref="FormatException">The stream ended within a line.</exception>
    public async Task<string?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _reading ??= _pipe.ReadAsync(CancellationToken.None).AsTask();
            var read = await _reading.WaitAsync(cancellationToken);
            _reading = null;

            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Utf8.GetString(read.Buffer.Slice(0, end));
                _pipe.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }

            if (read.IsCompleted)
            {
                var rest = Utf8.GetString(read.Buffer);
                _pipe.AdvanceTo(read.Buffer.End);
                return rest.Length == 0 ? null : throw new FormatException($"The stream ended within a line: '{rest}'");
            }

            _pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
