using RealtimeMesh.Compare.Contenders;
using RealtimeMesh.Compare.Machine;
using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Compare.Scenarios;

/// <summary>What an idle stream keeps.</summary>
internal static class Memory
{
    private const int FewUsers = 20;
    private const int FewStreams = 500;

    // A heartbeat's period and more: buffers that are given back while a stream is silent have been.
    private const int SettleSeconds = 20;

    private static readonly TimeSpan AfterCollection = TimeSpan.FromSeconds(3);

    public static Plan Plan(Lab lab)
    {
        var streams = lab.Options.Streams * 19 / 10;
        var (edge, gateway) = (new EdgeContender(EdgeProtocol.Http1), ForwarderContender.Gateway);
        return new(
            "memory",
            $"Resident memory for each of {streams:N0} idle streams, without what the process has before, after a garbage collection",
            "KiB",
            Baseline: null,
            [
                .. lab.Peers("memory").Select(peer => new Entry(peer.Name, token => MeasureAsync(lab, peer, Server, streams, streams, token))),
                new Entry("edge", token => MeasureAsync(lab, edge, Server, streams, streams, token), Target.UpTo(6)),
                new Entry($"edge, {FewUsers} users", token => MeasureAsync(lab, edge, Server, streams, FewUsers, token), Target.UpTo(6)),
                new Entry("edge behind the gateway", token => MeasureAsync(lab, gateway, running => running.Beside[0], streams, streams, token), Target.UpTo(6)),
                new Entry("gateway", token => MeasureAsync(lab, gateway, Server, streams, streams, token), Target.UpTo(12)),
            ]);
    }

    private static PinnedProcess Server(RunningContender running) => running.Measured;

    private static Task<Figures> MeasureAsync(
        Lab lab, Contender contender, Func<RunningContender, PinnedProcess> whose, int streams, int users, CancellationToken cancellationToken) =>
        lab.WithAsync<Figures>(
            contender,
            async (running, _) =>
            {
                var process = whose(running);
                // All code has run and every pool has begun: what comes on top is the streams'.
                await HoldAsync(lab, running, FewStreams, users, seconds: 3, () => Task.CompletedTask, cancellationToken);
                var before = await CollectedAsync(lab, process, cancellationToken);

                var (asItIs, collected) = (0L, 0L);
                await HoldAsync(
                    lab,
                    running,
                    streams,
                    users,
                    SettleSeconds,
                    async () =>
                    {
                        asItIs = process.ResidentKiB();
                        collected = await CollectedAsync(lab, process, cancellationToken);
                    },
                    cancellationToken);

                return
                [
                    ("KiB/stream", (double)(collected - before) / streams),
                    ("without collection", (double)(asItIs - before) / streams),
                    ("before, MiB", before / 1_024.0),
                    ("then, MiB", collected / 1_024.0),
                ];
            },
            cancellationToken);

    private static async Task<long> CollectedAsync(Lab lab, PinnedProcess process, CancellationToken cancellationToken)
    {
        DotNetProcess.CollectGarbage(process.Id);
        await Task.Delay(AfterCollection, lab.Time, cancellationToken);
        return process.ResidentKiB();
    }

    private static async Task HoldAsync(
        Lab lab, RunningContender running, int streams, int users, int seconds, Func<Task> meanwhile, CancellationToken cancellationToken)
    {
        string[] load = ["idle", "--streams", $"{streams}", "--users", $"{Math.Min(users, streams)}", "--seconds", "600", .. running.LoadArguments];
        await using var holding = ChildProcess.Start(new ProcessCommand(Lab.Executable("RealtimeMesh.LoadGen"), load));
        await holding.WaitForLineAsync(new("^holding"), TimeSpan.FromMinutes(3), cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(seconds), lab.Time, cancellationToken);
        await meanwhile();
    }
}
