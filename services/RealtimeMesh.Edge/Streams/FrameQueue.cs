using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;
using RealtimeMesh.Edge.Frames;

namespace RealtimeMesh.Edge.Streams;

/// <summary>Frames that wait for one reader. They count as waiting until they are flushed.</summary>
internal sealed class FrameQueue(int maxBytes)
{
    // What a small frame costs besides its bytes; also makes the bound in bytes a bound in frames.
    private const int Slot = 64;

    private readonly Channel<Frame> _frames =
        Channel.CreateBounded<Frame>(new BoundedChannelOptions(maxBytes / Slot) { SingleReader = true });

    private long _bytes;

    /// <summary>What a frame that waits counts.</summary>
    public static int Cost(Frame frame) => frame.Length + Slot;

    public bool IsEmpty => Interlocked.Read(ref _bytes) == 0;

    /// <summary>Never waits.</summary>
    /// <returns>False when that would be too much for this reader.</returns>
    public bool TryAdd(Frame frame) =>
        Interlocked.Add(ref _bytes, Cost(frame)) <= maxBytes && _frames.Writer.TryWrite(frame);

    public void Complete() => _frames.Writer.TryComplete();

    public bool TryTake(out Frame frame) => _frames.Reader.TryRead(out frame);

    /// <returns>False when the queue is complete and empty.</returns>
    public ValueTask<bool> WaitAsync() => _frames.Reader.WaitToReadAsync();

    /// <summary>Writes everything that waits.</summary>
    /// <returns>What to call <see cref="Flushed"/> with.</returns>
    public int WriteTo(PipeWriter body)
    {
        var bytes = 0;
        while (TryTake(out var frame))
        {
            body.Write(frame.Block.Span);
            bytes += Cost(frame);
        }

        return bytes;
    }

    public void Flushed(int bytes) => Interlocked.Add(ref _bytes, -bytes);
}
