using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace RealtimeMesh.LoadGen.Sockets;

/// <summary>An IPv4 address and port as the kernel wants them (<c>sockaddr_in</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct InternetAddress(IPAddress address, int port)
{
    public const int Size = 16;
    public const ushort Family = 2;

#pragma warning disable IDE0052, CS0414 // The kernel reads them.
    private readonly ushort _family = Family;
    private readonly ushort _port = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness((ushort)port) : (ushort)port;
    private readonly uint _address = BitConverter.ToUInt32(address.GetAddressBytes());
    private readonly ulong _unused;
#pragma warning restore IDE0052, CS0414
}
