using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace RealtimeMesh.DirectStreams.Connections;

/// <summary>What Kestrel sees of a connection.</summary>
internal sealed class ConnectionPipes : IDuplexPipe
{
    private readonly ConnectionInput _input;
    private readonly ConnectionOutput _output;

    public ConnectionPipes(MemoryPool<byte> memory, PipeScheduler sending, SocketTransportOptions options)
    {
        var input = new Pipe(Options(memory, PipeScheduler.ThreadPool, options.MaxReadBufferSize));
        var output = new Pipe(Options(memory, sending, options.MaxWriteBufferSize));
        (_input, Received) = (new ConnectionInput(input.Reader), input.Writer);
        (_output, ToSend) = (new ConnectionOutput(output.Writer), output.Reader);
    }

    public PipeReader Input => _input;

    public PipeWriter Output => _output;

    /// <summary>For what comes from the socket.</summary>
    public PipeWriter Received { get; }

    /// <summary>What goes to the socket.</summary>
    public PipeReader ToSend { get; }

    /// <inheritdoc cref="ConnectionInput.HasMore"/>
    public bool HasMore() => _input.HasMore();

    /// <summary>Both are at their end for Kestrel.</summary>
    public void Take()
    {
        _input.Take();
        _output.Take();
    }

    private static PipeOptions Options(MemoryPool<byte> memory, PipeScheduler reader, long? most) => new(
        memory, reader, PipeScheduler.ThreadPool, most ?? 0, most / 2 ?? 0, useSynchronizationContext: false);
}
