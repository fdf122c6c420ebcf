using System.IO.Pipelines;

namespace RealtimeMesh.DirectStreams.Connections;

/// <summary>What Kestrel writes to. Once the connection is taken it goes nowhere: it would be the end of a response that goes on.</summary>
internal sealed class ConnectionOutput(PipeWriter output, bool leaveOpen) : PipeWriter
{
    private Func<ReadOnlyMemory<byte>, ValueTask<FlushResult>>? _send;
    private volatile bool _taken;
    private byte[] _nowhere = [];

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _taken ? 0 : output.UnflushedBytes;

    public void Take() => _taken = true;

    /// <inheritdoc cref="TakeablePipes.SendBy"/>
    public void SendBy(Func<ReadOnlyMemory<byte>, ValueTask<FlushResult>> send) => _send = send;

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (_send is not { } send)
        {
            return base.WriteAsync(source, cancellationToken);
        }

        return SendBatch.TryKeep(source.Span) ? default : send(source);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _taken ? Nowhere(sizeHint) : output.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _taken ? Nowhere(sizeHint) : output.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        if (!_taken)
        {
            output.Advance(bytes);
        }
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        _taken || _send is not null ? ValueTask.FromResult(new FlushResult(isCanceled: false, isCompleted: false)) : output.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => output.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        if (!leaveOpen)
        {
            output.Complete(exception);
        }
    }

    private byte[] Nowhere(int sizeHint) =>
        _nowhere.Length >= Math.Max(sizeHint, 1) ? _nowhere : _nowhere = new byte[Math.Max(sizeHint, 256)];
}
