using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace RealtimeMesh.DirectStreams.Connections;

/// <summary>Listens at addresses and ports; other kinds of endpoint are left to Kestrel's own transport. Obeys the settings of that one.</summary>
internal sealed class DirectListenerFactory(IOptions<SocketTransportOptions> options, IMemoryPoolFactory<byte> pools, TimeProvider time)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    // Of all listeners together.
    private readonly ConnectionLimit _limit = new(ConnectionLimit.OfProcess());

    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var settings = options.Value;
        Socket socket;
        try
        {
            socket = settings.CreateBoundListenSocket(endpoint);
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(taken.Message, taken);
        }

        socket.Listen(settings.Backlog);
        return ValueTask.FromResult<IConnectionListener>(new DirectListener(socket, pools.Create(new MemoryPoolOptions { Owner = nameof(DirectListener) }), _limit, settings, time));
    }
}
