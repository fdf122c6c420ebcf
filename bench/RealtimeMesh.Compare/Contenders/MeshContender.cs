using RealtimeMesh.Compare.Machine;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Compare.Contenders;

/// <summary>The whole way of an event: bus, notifier, Redis, edge, gateway. All of ours are measured.</summary>
internal sealed class MeshContender(RabbitMqServer rabbitMq) : Contender
{
    public const string Title = "RealtimeMesh";

    public override string Name => Title;

    public override async Task<RunningContender> StartAsync(Lab lab, RedisServer redis, CancellationToken cancellationToken)
    {
        List<PinnedProcess> started = [];
        try
        {
            started.Add(await Services.StartNotifierAsync(lab, redis, rabbitMq, cancellationToken));
            started.Add(await Services.StartEdgeAsync(lab, redis, isMeasured: true, certificate: null, cancellationToken));
            var gateway = await Services.StartGatewayAsync(lab, started[1], cancellationToken);
            IReadOnlyList<string> load =
            [
                .. EdgeContender.Arguments(lab, redis, gateway.Port, EdgeProtocol.Http1),
                "--publish", "bus", "--rabbitmq", rabbitMq.ConnectionString,
            ];
            return new RunningContender(gateway, started, load);
        }
        catch
        {
            foreach (var process in started)
            {
                await process.DisposeAsync();
            }

            throw;
        }
    }
}
