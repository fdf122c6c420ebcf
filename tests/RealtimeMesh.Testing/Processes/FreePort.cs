using System.Net;
using System.Net.Sockets;

namespace RealtimeMesh.Testing.Processes;

/// <summary>Reserves ports of 127.0.0.1 for programs that are told their port.</summary>
public static class FreePort
{
    // Below the range that outgoing connections get theirs from: a server that is stopped finds its port free when it
    // comes back, and a client that keeps dialling it cannot be connected to itself.
    private const int First = 20_000;
    private const int Last = 32_000;

    private static readonly Lock HandOut = new();
    private static readonly HashSet<int> HandedOut = [];

    /// <summary>A port that nobody listens on, and that this process has not been given before.</summary>
    public static int Next()
    {
        lock (HandOut)
        {
            while (true)
            {
                var port = Random.Shared.Next(First, Last);
                if (HandedOut.Add(port) && IsFree(port))
                {
                    return port;
                }
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Any, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
