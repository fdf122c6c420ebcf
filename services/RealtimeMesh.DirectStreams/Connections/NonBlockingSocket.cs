using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace RealtimeMesh.DirectStreams.Connections;

/// <summary>
/// A socket to send on without waiting. On Linux that is the system call and nothing else: <see cref="Socket.Send(ReadOnlySpan{byte}, SocketFlags, out SocketError)"/>
/// looks at four more objects, which for a stream in ten thousand means as many cache misses. Whoever uses it sees to it that the socket is not closed meanwhile.
/// </summary>
internal readonly partial struct NonBlockingSocket(Socket socket)
{
    private const int DontWait = 0x40;
    private const int NoSignal = 0x4000;
    private const int Interrupted = 4;
    private const int WouldBlock = 11;

    private static readonly bool _isLinux = OperatingSystem.IsLinux();

    private readonly int _descriptor = (int)socket.Handle;

    /// <summary>For what waits.</summary>
    public Socket Socket => socket;

    /// <summary>Sends as much as there is room for.</summary>
    /// <returns>How many bytes that was; less than 0 when the connection is broken.</returns>
    public int Send(ReadOnlySpan<byte> bytes)
    {
        if (!_isLinux)
        {
            var count = socket.Send(bytes, SocketFlags.None, out var error);
            return error is SocketError.Success or SocketError.WouldBlock ? count : -1;
        }

        while (true)
        {
            var sent = (int)Send(_descriptor, bytes, bytes.Length, DontWait | NoSignal);
            if (sent >= 0)
            {
                return sent;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    continue;
                case WouldBlock:
                    return 0;
                default:
                    return -1;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(int descriptor, ReadOnlySpan<byte> bytes, nint length, int flags);
}
