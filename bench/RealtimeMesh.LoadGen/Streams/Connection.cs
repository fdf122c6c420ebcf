using RealtimeMesh.LoadGen.Sockets;

namespace RealtimeMesh.LoadGen.Streams;

/// <summary>A connection that carries one stream (HTTP/1.1) or many (HTTP/2). Used by one reader thread.</summary>
internal abstract class Connection(Wire wire)
{
    private bool _isEstablished;

    /// <summary>By which the reader thread knows it.</summary>
    public int Key { get; set; }

    public Wire Wire => wire;

    /// <summary>What to wait for.</summary>
    public uint Interest { get; private set; } = Epoll.Writable;

    /// <summary>Goes on where the socket allows to.</summary>
    /// <returns>False when the connection is over.</returns>
    /// <exception cref="FormatException">The server sent what it must not.</exception>
    public bool OnReady(Span<byte> buffer)
    {
        if (!_isEstablished)
        {
            return Establish();
        }

        do
        {
            var length = wire.Read(buffer);
            if (length <= 0)
            {
                return length < 0;
            }

            if (!OnBytes(buffer[..length]))
            {
                return false;
            }
        }
        while (wire.HasMore);

        return true;
    }

    /// <summary>Stops reading, as a client that hangs: the server's bytes stay in the socket.</summary>
    public void Pause() => Interest = 0;

    public void Resume() => Interest = Epoll.Readable;

    /// <summary>Ends one of its streams, as a client that leaves.</summary>
    /// <returns>False when the connection has to be closed for that.</returns>
    public abstract bool Leave(LoadStream stream);

    /// <summary>Its streams, when it is over.</summary>
    public abstract IReadOnlyCollection<LoadStream> Streams { get; }

    /// <returns>False when the connection is over.</returns>
    protected abstract bool OnEstablished();

    /// <returns>False when the connection is over.</returns>
    protected abstract bool OnBytes(ReadOnlySpan<byte> bytes);

    private bool Establish()
    {
        switch (wire.Establish())
        {
            case WireState.Failed:
                return false;
            case WireState.WaitsToRead:
                Interest = Epoll.Readable;
                return true;
            case WireState.WaitsToWrite:
                Interest = Epoll.Writable;
                return true;
            default:
                (_isEstablished, Interest) = (true, Epoll.Readable);
                return OnEstablished();
        }
    }
}
