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
        "CPU time of an edge for an event of a user who has no stream there",
        "µs",
        Baseline: null,
        [
            new Entry("events for others", token => MeasureEdgeAsync(lab, Rate, token), Target.UpTo(0.5)),
            new Entry("no event at all", token => MeasureEdgeAsync(lab, rate: 0, token)),
        ]);

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

    private static Task<Figures> MeasureEdgeAsync(Lab lab, int rate, CancellationToken cancellationToken) => lab.WithAsync<Figures>(
        new EdgeContender(EdgeProtocol.Http1),
        async (running, _) =>
        {
            // A thousand streams have been there, and what they left is done with.
            const int seconds = 10;
            await Lab.RunLoadAsync(["idle", "--streams", "1000", "--users", "1000", "--seconds", "5", .. running.LoadArguments], [], cancellationToken);
            string[] load = rate == 0
                ? ["idle", "--streams", "0", "--users", "1", "--seconds", $"{seconds}"]
                : ["unicast", "--streams", "0", "--users", $"{Users}", "--user-prefix", "other-", "--begin-logs", "true", "--rate", $"{rate}", "--seconds", $"{seconds}", "--warm-up", "1"];
            var result = new LoadResult(await Lab.RunLoadAsync([.. load, .. running.LoadArguments], [running.Measured], cancellationToken));
            return [("CPU µs/event", result.CpuMicroseconds / (Rate * seconds)), ("CPU ms/s", result.CpuMicroseconds / 1_000 / result.Number("seconds"))];
        },
        cancellationToken);

    private static async Task<string> InfoAsync(RedisServer server, string section, string key)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{server.ConnectionString},allowAdmin=true");
        var info = await redis.GetServers()[0].InfoAsync(section);
        return info.SelectMany(group => group).First(pair => pair.Key == key).Value;
    }
}
