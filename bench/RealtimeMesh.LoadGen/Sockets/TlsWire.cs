using System.Net;
using System.Text;

namespace RealtimeMesh.LoadGen.Sockets;

/// <summary>With TLS. The certificate is not checked: this is a load generator, and test deployments sign their own.</summary>
internal sealed unsafe class TlsWire : Wire
{
    private static readonly nint Http1 = Context("\bhttp/1.1"u8);
    private static readonly nint Http2 = Context("\u0002h2"u8);

    private readonly nint _ssl;
    private bool _isConnected;

    public TlsWire(IPEndPoint target, IPAddress? source, string host, bool http2)
        : base(target, source)
    {
        _ssl = Libssl.New(http2 ? Http2 : Http1);
        _ = Libssl.SetDescriptor(_ssl, Descriptor);
        const int setHostName = 55;
        fixed (byte* name = Encoding.ASCII.GetBytes(host + '\0'))
        {
            Libssl.Control(_ssl, setHostName, 0, name);
        }
    }

    public override bool HasMore => Libssl.Pending(_ssl) > 0;

    public override WireState Establish()
    {
        if (!_isConnected && !(_isConnected = IsConnected()))
        {
            return WireState.Failed;
        }

        Libssl.ClearErrors();
        var result = Libssl.Connect(_ssl);
        return result == 1
            ? WireState.Established
            : Libssl.Error(_ssl, result) switch
            {
                Libssl.WantRead => WireState.WaitsToRead,
                Libssl.WantWrite => WireState.WaitsToWrite,
                _ => WireState.Failed,
            };
    }

    public override int Read(Span<byte> buffer)
    {
        Libssl.ClearErrors();
        fixed (byte* start = buffer)
        {
            var length = Libssl.Read(_ssl, start, buffer.Length);
            return length > 0 ? length : Libssl.Error(_ssl, length) is Libssl.WantRead or Libssl.WantWrite ? -1 : 0;
        }
    }

    public override bool Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            return Libssl.Write(_ssl, start, bytes.Length) == bytes.Length;
        }
    }

    protected override void Release() => Libssl.Free(_ssl);

    private static nint Context(ReadOnlySpan<byte> protocols)
    {
        // Buffers are given back while a stream is silent, or 10,000 of them would take 300 MiB.
        const int setMode = 33, releaseBuffers = 0x10;
        var context = Libssl.NewContext(Libssl.ClientMethod());
        Libssl.ControlContext(context, setMode, releaseBuffers, 0);
        fixed (byte* start = protocols)
        {
            _ = Libssl.SetProtocols(context, start, (uint)protocols.Length);
        }

        return context;
    }
}
