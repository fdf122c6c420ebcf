using System.Net;

namespace RealtimeMesh.LoadGen.Sockets;

/// <summary>What a connection waits for.</summary>
internal enum WireState
{
    Established,
    WaitsToRead,
    WaitsToWrite,
    Failed,
}

/// <summary>A non-blocking TCP connection to the server, with or without TLS. Used by one thread.</summary>
internal abstract class Wire : IDisposable
{
    private const int Tcp = 6;
    private const int SocketLevel = 1;

    protected Wire(IPEndPoint target, IPAddress? source)
    {
        const int stream = 1, nonBlocking = 0x800, closeOnExec = 0x80000, bindWithoutPort = 24, noDelay = 1;
        Descriptor = Libc.Socket(InternetAddress.Family, stream | nonBlocking | closeOnExec, 0);
        if (Descriptor < 0)
        {
            throw new IOException($"No socket could be made (error {Libc.LastError}): is the limit of open files reached?");
        }

        Libc.SetOption(Descriptor, Tcp, noDelay, 1, sizeof(int));
        if (source is not null)
        {
            // The port is chosen when it connects, so that it may be used for another server too.
            Libc.SetOption(Descriptor, 0, bindWithoutPort, 1, sizeof(int));
            Libc.Bind(Descriptor, new InternetAddress(source, 0), InternetAddress.Size);
        }

        if (Libc.Connect(Descriptor, new InternetAddress(target.Address, target.Port), InternetAddress.Size) != 0 && Libc.LastError != Libc.InProgress)
        {
            IsRefused = true;
        }
    }

    public int Descriptor { get; private set; }

    protected bool IsRefused { get; }

    /// <summary>More can be read at once, though the socket need not be readable.</summary>
    public virtual bool HasMore => false;

    /// <summary>Goes on connecting.</summary>
    public abstract WireState Establish();

    /// <returns>How many bytes; 0 at the end, also by an error; -1 when there is nothing yet.</returns>
    public abstract int Read(Span<byte> buffer);

    /// <returns>False when not all of it was taken; a request fits into any socket's buffer.</returns>
    public abstract bool Write(ReadOnlySpan<byte> bytes);

    /// <summary>Closes with a reset, as when the network is gone: no orderly end, and no port in TIME_WAIT.</summary>
    public void Cut()
    {
        const int linger = 13;
        Libc.SetLinger(Descriptor, SocketLevel, linger, new Linger { On = 1, Seconds = 0 }, 2 * sizeof(int));
        Dispose();
    }

    public void Dispose()
    {
        if (Descriptor >= 0)
        {
            Release();
            _ = Libc.Close(Descriptor);
            Descriptor = -1;
        }
    }

    protected virtual void Release()
    {
    }

    protected bool IsConnected()
    {
        const int error = 4;
        var length = sizeof(int);
        return !IsRefused && Libc.GetOption(Descriptor, SocketLevel, error, out var value, ref length) == 0 && value == 0;
    }
}

/// <summary>Without TLS.</summary>
internal sealed class PlainWire(IPEndPoint target, IPAddress? source) : Wire(target, source)
{
    public override WireState Establish() => IsConnected() ? WireState.Established : WireState.Failed;

    public override int Read(Span<byte> buffer)
    {
        var length = Libc.Receive(Descriptor, buffer);
        return length >= 0 ? length : Libc.LastError is Libc.WouldBlock or Libc.Interrupted ? -1 : 0;
    }

    public override bool Write(ReadOnlySpan<byte> bytes) => Libc.Send(Descriptor, bytes) == bytes.Length;
}
