using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RealtimeMesh.Testing.Faults;

internal static class ProxySockets
{
    // Small, so that whoever sends feels soon that the proxy holds bytes back; left alone, it grows to megabytes.
    private const int ReceiveBuffer = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Socket Create() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = ReceiveBuffer };

    /// <summary>Listens on a port of 127.0.0.1. What it accepts has its buffer size.</summary>
    public static Socket Listen(int port)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var socket = Create();
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                socket.Listen();
                return socket;
            }
            catch (SocketException inUse) when (
                inUse.SocketErrorCode == SocketError.AddressAlreadyInUse && Stopwatch.GetElapsedTime(started) < Patience)
            {
                // A child process that is being started has a copy of every socket, also of one just closed, until it runs its program.
                socket.Dispose();
                Thread.Yield();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
