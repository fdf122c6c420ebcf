using System.Net;

namespace RealtimeMesh.LoadGen.Sockets;

/// <summary>
/// Where connections come from. One address has about 28,000 ports for connections to one server, so to a server of this machine they are spread over 127.0.0.0/8.
/// Thread-safe.
/// </summary>
internal sealed class SourceAddresses(IPAddress target)
{
    private const int ConnectionsOfAddress = 4_000;
    private const int Addresses = 60_000;

    private int _next;

    /// <returns>Null when the kernel shall choose.</returns>
    public IPAddress? Next()
    {
        if (!IPAddress.IsLoopback(target))
        {
            return null;
        }

        var index = (int)((uint)Interlocked.Increment(ref _next) / ConnectionsOfAddress % Addresses);
        return new IPAddress([127, 1, (byte)(index / 250), (byte)((index % 250) + 1)]);
    }
}
