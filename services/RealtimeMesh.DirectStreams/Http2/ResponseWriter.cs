using System.IO.Pipelines;
using RealtimeMesh.Http2;

namespace RealtimeMesh.DirectStreams.Http2;

/// <summary>What a request writes: kept until it is flushed, and a flush waits until all of it is on its way.</summary>
internal sealed class ResponseWriter(Http2Response response, ResponseBytes bytes) : PipeWriter
{
    private readonly PooledBuffer _buffer = new();

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _buffer.WrittenCount;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _buffer.GetSpan(sizeHint);

    public override void Advance(int bytes) => _buffer.Advance(bytes);

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        await response.StartAsync(cancellationToken);
        await bytes.WriteAsync(response.HasBody ? _buffer.WrittenMemory : default);
        _buffer.Clear();
        return new FlushResult(isCanceled: false, isCompleted: response.IsAborted);
    }

    public override void CancelPendingFlush()
    {
        // Nobody asks for it: a flush ends with the stream.
    }

    public override void Complete(Exception? exception = null)
    {
        // The response is complete when its request returns.
    }
}
