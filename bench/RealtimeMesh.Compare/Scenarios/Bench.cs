using RealtimeMesh.Compare.Contenders;
using RealtimeMesh.Compare.Machine;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Compare.Scenarios;

/// <summary>One measurement of one contender: everything fresh, nothing left behind.</summary>
internal static class Bench
{
    public static async Task<T> WithAsync<T>(
        this Lab lab, Contender contender, Func<RunningContender, RedisServer, Task<T>> measure, CancellationToken cancellationToken)
    {
        await using var redis = await Lab.StartRedisAsync(cancellationToken);
        await using var running = await contender.StartAsync(lab, redis, cancellationToken);
        return await measure(running, redis);
    }

    /// <summary>Puts one load on a contender and on nothing else.</summary>
    /// <param name="lab">Where.</param>
    /// <param name="contender">Who.</param>
    /// <param name="load">Scenario of the load generator, with its arguments.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<LoadResult> LoadAsync(this Lab lab, Contender contender, IEnumerable<string> load, CancellationToken cancellationToken) =>
        lab.WithAsync(
            contender,
            async (running, _) => new LoadResult(await Lab.RunLoadAsync([.. load, .. running.LoadArguments], [running.Measured], cancellationToken)),
            cancellationToken);

    /// <summary>Peers that take part in a scenario.</summary>
    public static IEnumerable<PeerContender> Peers(this Lab lab, string scenario) =>
        PeerContender.All(lab.Options.Root).Where(peer => peer.TakesPartIn(scenario));

    /// <summary>The one that others are compared with.</summary>
    public static Contender Peer(this Lab lab, string name) => PeerContender.All(lab.Options.Root).First(peer => peer.Name == name);
}
