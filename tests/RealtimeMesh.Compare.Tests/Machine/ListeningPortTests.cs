using System.Net;
using System.Net.Sockets;
using RealtimeMesh.Compare.Machine;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Compare.Tests.Machine;

public sealed class ListeningPortTests
{
    [Fact]
    public void Port_belongs_to_the_process_that_listens()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.True(ListeningPort.BelongsTo(port, [Environment.ProcessId]));
        Assert.False(ListeningPort.BelongsTo(port, [1]));

        listener.Stop();
        Assert.False(ListeningPort.BelongsTo(port, [Environment.ProcessId]));
    }

    [Fact]
    public async Task Port_of_somebody_elses_server_does_not_belong_to_us()
    {
        await using var redis = await RedisServer.StartAsync(TestContext.Current.CancellationToken);
        Assert.False(ListeningPort.BelongsTo(redis.Port, [Environment.ProcessId]));
    }
}
