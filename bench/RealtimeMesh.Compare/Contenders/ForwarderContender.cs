using RealtimeMesh.Compare.Machine;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Compare.Contenders;

/// <summary>What stands before an edge, which runs beside the load here.</summary>
internal sealed class ForwarderContender(string name, Func<Lab, PinnedProcess, CancellationToken, Task<PinnedProcess>> start) : Contender
{
    public static readonly ForwarderContender Gateway = new("gateway", Services.StartGatewayAsync);

    public static readonly ForwarderContender Yarp = new("YARP", Services.StartYarpAsync);

    public override string Name => name;

    public override async Task<RunningContender> StartAsync(Lab lab, RedisServer redis, CancellationToken cancellationToken)
    {
        var edge = await Services.StartEdgeAsync(lab, redis, isMeasured: false, certificate: null, cancellationToken);
        try
        {
            var forwarder = await start(lab, edge, cancellationToken);
            return new RunningContender(forwarder, [edge], EdgeContender.Arguments(lab, redis, forwarder.Port, EdgeProtocol.Http1));
        }
        catch
        {
            await edge.DisposeAsync();
            throw;
        }
    }
}
