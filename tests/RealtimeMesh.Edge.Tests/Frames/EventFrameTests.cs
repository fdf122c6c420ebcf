using System.Text;
using RealtimeMesh.DirectStreams;
using RealtimeMesh.Edge.Frames;

namespace RealtimeMesh.Edge.Tests.Frames;

public sealed class EventFrameTests
{
    [Fact]
    public void Kept_frame_stays_as_it_is_when_the_memory_is_used_again()
    {
        var first = EventFrame.Of("e-1"u8, "{\"type\":\"first\"}"u8, StreamForm.Plain);
        var kept = first.Keep();
        first.Dispose();
        using var second = EventFrame.Of("e-2"u8, "{\"type\":\"other\"}"u8, StreamForm.Plain);

        Assert.Equal("event: message\nid: e-1\ndata: {\"type\":\"first\"}\n\n", Encoding.UTF8.GetString(kept.Block.Span));
        Assert.Equal($"2f\r\n{Encoding.UTF8.GetString(kept.Block.Span)}\r\n", Encoding.UTF8.GetString(kept.AsChunk.Span));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Streams_that_have_to_keep_a_frame_share_one_copy(bool chunks)
    {
        var (one, other) = (new KeepingStream(chunks), new KeepingStream(chunks));
        var frame = EventFrame.Of("e-1"u8, "{\"type\":\"x\"}"u8, StreamForm.Plain);

        Assert.True(frame.SendTo(one, flush: true));
        Assert.True(frame.SendTo(other, flush: true));
        var kept = frame.Keep();
        frame.Dispose();

        Assert.True(one.Kept.Equals(other.Kept));
        Assert.True(kept.AsChunk.Equals(frame.Keep().AsChunk));
        Assert.Equal(chunks ? kept.AsChunk.Span : kept.Block.Span, one.Kept.Span);
    }

    [Fact]
    public void Frame_that_may_be_held_is_not_copied()
    {
        var stream = new KeepingStream(takesChunks: true);
        var heartbeat = new EventFrame(Frame.Heartbeat);

        Assert.True(heartbeat.SendTo(stream, flush: true));
        heartbeat.Dispose();

        Assert.True(Frame.Heartbeat.AsChunk.Equals(stream.Kept));
        Assert.True(Frame.Heartbeat.Block.Equals(new EventFrame(Frame.Heartbeat).Keep().Block));
    }

    /// <summary>Lets everything wait.</summary>
    private sealed class KeepingStream(bool takesChunks) : IDirectStream
    {
        public bool TakesChunks => takesChunks;

        public bool IsDrained => false;

        public ReadOnlyMemory<byte> Kept { get; private set; }

        public bool Send(ReadOnlyMemory<byte> bytes, bool flush = true) => throw new NotSupportedException("Events come as a span.");

        public bool Send(ReadOnlySpan<byte> bytes, ref ReadOnlyMemory<byte> copy, bool flush = true)
        {
            Kept = copy = copy.IsEmpty ? bytes.ToArray() : copy;
            return true;
        }

        public void Flush()
        {
        }

        public void End(ReadOnlyMemory<byte> last, bool discard = false)
        {
        }

        public void Abort()
        {
        }
    }
}
