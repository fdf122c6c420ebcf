using System.IO.Pipelines;

namespace RealtimeMesh.Benchmarks.Edge;

/// <summary>Takes everything and keeps nothing.</summary>
internal sealed class DiscardingPipe : PipeWriter
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer;

    public override Span<byte> GetSpan(int sizeHint = 0) => _buffer;

    public override void Advance(int bytes)
    {
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }
}
