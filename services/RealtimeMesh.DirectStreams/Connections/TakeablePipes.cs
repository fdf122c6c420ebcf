using System.IO.Pipelines;

namespace RealtimeMesh.DirectStreams.Connections;

/// <summary>What HTTP sees of a connection, until a response is taken out of it.</summary>
internal class TakeablePipes(PipeReader input, PipeWriter output, bool leaveOpen) : IDuplexPipe
{
    private readonly ConnectionInput _input = new(input, leaveOpen);
    private readonly ConnectionOutput _output = new(output, leaveOpen);

    public PipeReader Input => _input;

    public PipeWriter Output => _output;

    public bool IsTaken { get; private set; }

    /// <inheritdoc cref="ConnectionInput.HasMore"/>
    public bool HasMore() => _input.HasMore();

    /// <summary>Forgets what there is to read, when nobody is reading.</summary>
    public void Discard() => _input.Discard();

    /// <summary>Both are at their end for Kestrel.</summary>
    public void Take()
    {
        IsTaken = true;
        _input.Take();
        _output.Take();
    }

    /// <summary>From now on what is written is sent at once, not piped: everything before it is sent, and the pipe is complete.</summary>
    public void SendBy(Func<ReadOnlyMemory<byte>, ValueTask<FlushResult>> send) => _output.SendBy(send);
}
