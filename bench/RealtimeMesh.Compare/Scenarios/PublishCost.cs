using System.Globalization;
using RealtimeMesh.Compare.Contenders;
using RealtimeMesh.Compare.Machine;
using RealtimeMesh.Testing.Servers;
using StackExchange.Redis;

namespace RealtimeMesh.Compare.Scenarios;

/// <summary>What an event costs where it passes: Redis, and an edge that nobody listens at.</summary>
internal static class PublishCost
{
    private const int Users = 1_000;
    private const int Rate = 4_000;

    public static Plan Redis(Lab lab) => new(
        "redis",
        "CPU time of Redis for an event of the user event log",
        "µs",
        Baseline: null,
        [new Entry("publish script", token => MeasureRedisAsync(lab, token), Target.UpTo(12))]);

    public static Plan Connections(Lab lab) => new(
        "connections",
        "Connections of an edge to Redis",
        "connections",
        Baseline: null,
        [new Entry("edge", token => CountConnectionsAsync(lab, token), Target.UpTo(2))]);

    public static Plan Unheard(Lab lab) => new(
        "unheard",
        "CPU time of an edge for an event of a user who has no stream there, on top of what it uses when nothing happens",
        "µs",
        Baseline: null,
        [new Entry("edge", token => MeasureEdgeAsync(lab, token), Target.UpTo(0.5))]);

    private static async Task<Figures> MeasureRedisAsync(Lab lab, CancellationToken cancellationToken)
    {
        const int events = 100_000;
        await using var redis = await Lab.StartRedisAsync(cancellationToken);
        string[] load = ["unicast", "--streams", "0", "--users", $"{Users}", "--rate", "0", "--events", $"{events}", "--begin-logs", "true", "--url", "http://127.0.0.1:1/", "--redis", redis.ConnectionString];
        var process = await InfoAsync(redis, "server", "process_id");
        var result = new LoadResult(await Lab.RunLoadAsync([.. load, "--process", $"redis={process}"], [], cancellationToken));
        var call = (await InfoAsync(redis, "commandstats", "cmdstat_evalsha")).Split(',').First(field => field.StartsWith("usec_per_call=", StringComparison.Ordinal));
        return
        [
            ("CPU µs/event", result.CpuMicroseconds / result.Number("published")),
            ("script by Redis's own clock, µs", double.Parse(call.Split('=')[1], CultureInfo.InvariantCulture)),
            ("events/s", result.Number("published") / result.Number("seconds")),
        ];
    }

    private static Task<Figures> CountConnectionsAsync(Lab lab, CancellationToken cancellationToken) => lab.WithAsync<Figures>(
        new EdgeContender(EdgeProtocol.Http1),
        async (_, server) =>
        {
            await using var redis = await ConnectionMultiplexer.ConnectAsync($"{server.ConnectionString},allowAdmin=true");
            var clients = await redis.GetServers()[0].ClientListAsync();
            return [("connections", clients.Count(client => client.Name?.StartsWith("realtime-mesh-edge", StringComparison.Ordinal) == true))];
        },
        cancellationToken);

    private static Task<Figures> MeasureEdgeAsync(Lab lab, CancellationToken cancellationToken) => lab.WithAsync<Figures>(
        new EdgeContender(EdgeProtocol.Http1),
        async (running, _) =>
        {
            // What a process does after its start is over after the first of them.
            await RunAsync(["idle", "--users", "1"]);
            var idle = await RunAsync(["idle", "--users", "1"]);
            var busy = await RunAsync(["unicast", "--users", $"{Users}", "--begin-logs", "true", "--rate", $"{Rate}", "--warm-up", "1"]);

            var (before, then) = (idle.CpuMicroseconds / idle.Number("seconds"), busy.CpuMicroseconds / busy.Number("seconds"));
            return
            [
                ("CPU µs/event", (then - before) * busy.Number("seconds") / busy.Number("published")),
                ("CPU ms/s with events", then / 1_000),
                ("CPU ms/s without", before / 1_000),
            ];

            async Task<LoadResult> RunAsync(string[] load) => new(await Lab.RunLoadAsync(
                [.. load, "--streams", "0", "--seconds", "15", .. running.LoadArguments], [running.Measured], cancellationToken));
        },
        cancellationToken);

    private static async Task<string> InfoAsync(RedisServer server, string section, string key)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{server.ConnectionString},allowAdmin=true");
        var info = await redis.GetServers()[0].InfoAsync(section);
        return info.SelectMany(group => group).First(pair => pair.Key == key).Value;
    }
}
