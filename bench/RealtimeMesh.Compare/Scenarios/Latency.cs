using RealtimeMesh.Compare.Contenders;
using RealtimeMesh.Compare.Machine;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Compare.Scenarios;

/// <summary>From the bus to a client that has parsed it.</summary>
internal static class Latency
{
    private const int Rate = 500;
    private const int Streams = 100;

    public static Plan Plan(Lab lab)
    {
        var rivals = lab.Peers("latency").ToList();
        return new(
            "latency",
            $"From publishing on RabbitMQ until one of {Streams} clients has parsed it, {Rate} events a second, each to one client",
            "ms",
            rivals.FirstOrDefault()?.Name,
            [
                new Entry("bus alone", token => BusAlone.MeasureAsync(Rate, lab.Time, token)),
                .. rivals.Select(rival => Of(lab, rival.Name, rival.On)),
                Of(lab, MeshContender.Title, bus => new MeshContender(bus), Target.RatioUpTo(0.5)),
            ],
            rivals.LastOrDefault()?.Name);
    }

    private static Entry Of(Lab lab, string name, Func<RabbitMqServer, Contender> contender, Target? target = null) =>
        new(name, token => MeasureAsync(lab, contender, token), target);

    private static async Task<Figures> MeasureAsync(Lab lab, Func<RabbitMqServer, Contender> contender, CancellationToken cancellationToken)
    {
        // A new one each time: durable queues of those who were measured before would go on being filled.
        await using var rabbitMq = await RabbitMqServer.StartAsync(cancellationToken);
        string[] load = ["unicast", "--users", $"{Streams}", "--streams", $"{Streams}", "--rate", $"{Rate}", "--warm-up", "10", "--seconds", "20"];
        var result = await lab.WithAsync(
            contender(rabbitMq),
            async (running, _) => new LoadResult(await Lab.RunLoadAsync([.. load, .. running.LoadArguments], [running.Measured, .. running.Beside], cancellationToken)).Complete(),
            cancellationToken);
        return
        [
            ("p50 ms", result.Milliseconds("p50")),
            ("p90 ms", result.Milliseconds("p90")),
            ("p99 ms", result.Milliseconds("p99")),
            ("CPU µs/event", result.CpuMicroseconds / result.Frames),
        ];
    }
}
