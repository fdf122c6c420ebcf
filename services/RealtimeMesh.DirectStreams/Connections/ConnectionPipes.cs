using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace RealtimeMesh.DirectStreams.Connections;

/// <summary>What Kestrel sees of a connection.</summary>
internal sealed class ConnectionPipes : TakeablePipes
{
    public ConnectionPipes(MemoryPool<byte> memory, PipeScheduler sending, SocketTransportOptions options)
        : this(new Pipe(Options(memory, PipeScheduler.ThreadPool, options.MaxReadBufferSize)), new Pipe(Options(memory, sending, options.MaxWriteBufferSize)))
    {
    }

    private ConnectionPipes(Pipe input, Pipe output)
        : base(input.Reader, output.Writer, leaveOpen: false) => (Received, ToSend) = (input.Writer, output.Reader);

    /// <summary>For what comes from the socket.</summary>
    public PipeWriter Received { get; }

    /// <summary>What goes to the socket.</summary>
    public PipeReader ToSend { get; }

    private static PipeOptions Options(MemoryPool<byte> memory, PipeScheduler reader, long? most) => new(
        memory, reader, PipeScheduler.ThreadPool, most ?? 0, most / 2 ?? 0, useSynchronizationContext: false);
}
