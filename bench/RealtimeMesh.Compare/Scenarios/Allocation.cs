using RealtimeMesh.Compare.Contenders;
using RealtimeMesh.Compare.Machine;

namespace RealtimeMesh.Compare.Scenarios;

/// <summary>What a frame leaves for the garbage collector.</summary>
internal static class Allocation
{
    // Counting itself allocates some KiB a second; what is measured without any event is taken off.
    private const double Rounded = 0.5;
    private const int IdleSeconds = 42;

    // What opening left to do is done before, and every user's position is compared at least twice within.
    private const double CountedSeconds = 30;

    public static Plan Plan(Lab lab)
    {
        var streams = lab.Options.Streams;
        return new(
            "allocation",
            "Bytes that the edge allocates for each frame that arrives, without what it allocates when nothing happens",
            "bytes",
            Baseline: null,
            [
                Of(lab, "one event to all streams", ["fan-out", "--users", "1", "--streams", $"{streams}", "--events", $"{Math.Max(20, 3_000_000 / streams)}", "--warm-up", "8"]),
                // A message for each frame: what Redis's client allocates for it counts too.
                Of(lab, "events to users in turn", ["unicast", "--users", $"{streams}", "--streams", $"{streams}", "--rate", "15000", "--seconds", "30", "--warm-up", "8", "--publish", "pubsub"]),
            ]);
    }

    private static Entry Of(Lab lab, string name, string[] load) =>
        new(name, token => MeasureAsync(lab, load, token), Target.UpTo(Rounded));

    private static Task<Figures> MeasureAsync(Lab lab, string[] load, CancellationToken cancellationToken) => lab.WithAsync<Figures>(
        new EdgeContender(EdgeProtocol.Http1),
        async (running, _) =>
        {
            using var counter = new AllocationCounter(running.Measured.Id);
            var idle = new LoadResult(await Lab.RunLoadAsync(
                ["idle", .. load.Skip(1).Take(4), "--seconds", $"{IdleSeconds}", .. running.LoadArguments], [running.Measured], cancellationToken));
            var busy = new LoadResult(await Lab.RunLoadAsync([.. load, .. running.LoadArguments], [running.Measured], cancellationToken)).Complete();
            var bytes = await counter.StopAsync();

            var before = bytes(idle.Number("to") - (CountedSeconds * 1e6), idle.Number("to")) / CountedSeconds;
            var then = bytes(busy.Number("from"), busy.Number("to"));
            return
            [
                ("bytes/frame", (then - (before * busy.Number("seconds"))) / busy.Frames),
                ("all bytes/frame", then / busy.Frames),
                ("KiB/s when nothing happens", before / 1_024),
                ("frames/s", busy.Number("framesPerSecond")),
            ];
        },
        cancellationToken);
}
