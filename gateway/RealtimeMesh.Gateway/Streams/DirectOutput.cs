using RealtimeMesh.DirectStreams;
using RealtimeMesh.Gateway.Diagnostics;
using RealtimeMesh.Gateway.Http2;
using RealtimeMesh.Http2.Frames;
using Yarp.ReverseProxy.Model;

namespace RealtimeMesh.Gateway.Streams;

/// <summary>
/// Writes a stream straight to its client's socket, on the thread that read it from the edge. Outlives the request: all that a stream
/// costs after its first byte is this, and the two streams at its ends.
/// </summary>
internal sealed class DirectOutput(Http2Stream stream, ClusterState cluster, DestinationState edge, BrokenStreams broken, GatewayMetrics metrics)
    : IStreamOutput, IDirectStreamOwner
{
    private const int MaxFraming = Chunk.MaxSizeLine + 2;

    // A window of frames, each with its chunk and its place in the queue. Who sends smaller ones than events are loses the stream.
    private const int MaxWaiting = 4 * Http2Stream.Window;

    [ThreadStatic]
    private static byte[]? _chunk;

    private DirectStream _direct = null!;
    private long _given;
    private long _sent;
    private int _body;

    /// <summary>Takes a response that has begun out of Kestrel, whose request must return then.</summary>
    /// <returns>False when it has to go on as it is.</returns>
    public bool TryTake(HttpContext context)
    {
        if (DirectStream.TryTake(context, this, MaxWaiting) is not { } direct)
        {
            return false;
        }

        _direct = direct;
        stream.Attach(this);
        return true;
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        if (_chunk is null || _chunk.Length < data.Length + MaxFraming)
        {
            _chunk = new byte[Math.Max(data.Length, FrameParser.MaxPayload) + MaxFraming];
        }

        var chunk = _chunk.AsSpan();
        var size = Chunk.WriteSize(chunk, data.Length);
        data.CopyTo(chunk[size..]);
        Chunk.LineEnd.CopyTo(chunk[(size + data.Length)..]);
        chunk = chunk[..(size + data.Length + Chunk.LineEnd.Length)];

        // Before they can be sent, or what is sent would seem to be all.
        Interlocked.Add(ref _given, chunk.Length);
        Interlocked.Add(ref _body, data.Length);
        if (!_direct.Send(chunk))
        {
            stream.Cancel();
        }
    }

    public void End(StreamOutcome outcome)
    {
        if (outcome is StreamOutcome.Complete)
        {
            _direct.End(default);
            return;
        }

        // Or a client would take what it has for the whole.
        _direct.Abort();
        if (outcome is not StreamOutcome.Cancelled)
        {
            broken.Report(cluster, edge, ForwarderFailure.InResponse(outcome));
        }
    }

    /// <inheritdoc/>
    public void Sent(int bytes)
    {
        // Whatever waits is no more than a window: it may be given back when nothing does.
        if (Interlocked.Add(ref _sent, bytes) == Interlocked.Read(ref _given))
        {
            stream.Consumed(Interlocked.Exchange(ref _body, 0));
        }
    }

    /// <inheritdoc/>
    public void Closed()
    {
        stream.Cancel();
        metrics.StreamClosed();
    }
}
