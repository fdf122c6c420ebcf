using System.IO.Pipelines;

namespace RealtimeMesh.DirectStreams.Connections;

/// <summary>What Kestrel reads from. Once the connection is taken it is at its end: another request behind this one must not be served.</summary>
internal sealed class ConnectionInput(PipeReader input, bool leaveOpen) : PipeReader
{
    private static readonly ReadResult _end = new(default, isCanceled: false, isCompleted: true);

    private volatile bool _taken;

    /// <summary>Whether there is something to read, when nobody is reading.</summary>
    public bool HasMore()
    {
        if (!input.TryRead(out var read))
        {
            return false;
        }

        input.AdvanceTo(read.Buffer.Start);
        return !read.Buffer.IsEmpty;
    }

    public void Discard()
    {
        if (input.TryRead(out var read))
        {
            input.AdvanceTo(read.Buffer.End);
        }
    }

    public void Take() => _taken = true;

    public override bool TryRead(out ReadResult result)
    {
        result = _end;
        return _taken || input.TryRead(out result);
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        _taken ? ValueTask.FromResult(_end) : input.ReadAsync(cancellationToken);

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!_taken)
        {
            input.AdvanceTo(consumed, examined);
        }
    }

    public override void CancelPendingRead() => input.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        if (!leaveOpen)
        {
            input.Complete(exception);
        }
    }
}
