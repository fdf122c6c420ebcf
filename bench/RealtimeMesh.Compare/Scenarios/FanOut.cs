using System.Globalization;
using RealtimeMesh.Compare.Contenders;
using RealtimeMesh.Compare.Machine;

namespace RealtimeMesh.Compare.Scenarios;

/// <summary>One event to thousands of streams: what does a frame cost?</summary>
internal static class FanOut
{
    public const string Floor = "floor";
    public const string CpuPerFrame = "CPU µs/frame";

    public static Plan Plan(Lab lab) => new(
        "fan-out",
        $"One event to {lab.Options.Streams:N0} streams of one user: CPU time of the server for each frame that arrives",
        "µs",
        Floor,
        [
            .. lab.Peers("fan-out").Select(peer => Of(lab, peer)),
            Of(lab, new EdgeContender(EdgeProtocol.Http1), Target.RatioUpTo(1.15)),
            Of(lab, new EdgeContender(EdgeProtocol.Http2), Target.RatioUpTo(1.4)),
            Of(lab, new EdgeContender(EdgeProtocol.Tls), Target.RatioUpTo(1.4)),
        ]);

    /// <summary>The same for what else there is.</summary>
    public static Plan Peers(Lab lab) => new(
        "peers",
        $"One event to {lab.Options.Streams:N0} streams of one user: CPU time of the server for each frame that arrives",
        "µs",
        Floor,
        [
            Of(lab, lab.Peer(Floor)),
            Of(lab, new EdgeContender(EdgeProtocol.Http1)),
            .. lab.Peers("peers").Select(peer => Of(lab, peer)),
        ]);

    /// <summary>The same for the forwarders before an edge.</summary>
    public static Plan Gateway(Lab lab) => new(
        "gateway",
        $"The same through a forwarder to an edge over h2c: CPU time of the forwarder for each frame, {lab.Options.Streams:N0} streams",
        "µs",
        ForwarderContender.Yarp.Name,
        [
            Of(lab, ForwarderContender.Yarp),
            Of(lab, ForwarderContender.Gateway, Target.RatioUpTo(0.6)),
        ]);

    /// <summary>
    /// The same with more and fewer streams. To the floor's with as many: the more sockets there are, the less of them the processor's caches hold,
    /// and the more a send costs the system, whoever sends.
    /// </summary>
    public static Plan Scale(Lab lab)
    {
        int[] counts = [lab.Options.Streams / 10, lab.Options.Streams / 2, lab.Options.Streams, lab.Options.Streams * 19 / 10];
        return new(
            "scale",
            "One event to all streams of one user: does a frame cost the same, however many there are? CPU time to the floor's with as many",
            "×",
            Named(lab.Options.Streams),
            [
                .. counts.Select(streams => new Entry(
                    Named(streams),
                    token => MeasureToFloorAsync(lab, streams, token),
                    streams == lab.Options.Streams ? null : Target.RatioWithin(0.85, 1.15))),
            ]);
    }

    private static string Named(int streams) => string.Create(CultureInfo.InvariantCulture, $"edge, {streams:N0} streams");

    private static Entry Of(Lab lab, Contender contender, Target? target = null) =>
        new(contender.Name, token => MeasureAsync(lab, contender, lab.Options.Streams, token), target);

    private static async Task<Figures> MeasureToFloorAsync(Lab lab, int streams, CancellationToken cancellationToken)
    {
        var floor = await MeasureAsync(lab, lab.Peer(Floor), streams, cancellationToken);
        var edge = await MeasureAsync(lab, new EdgeContender(EdgeProtocol.Http1), streams, cancellationToken);
        return [("× floor", edge[0].Value / floor[0].Value), .. edge, ("floor's µs/frame", floor[0].Value)];
    }

    private static async Task<Figures> MeasureAsync(Lab lab, Contender contender, int streams, CancellationToken cancellationToken)
    {
        // Half a million frames, whatever the number of streams.
        var events = Math.Max(10, 500_000 / streams);
        string[] load = ["fan-out", "--users", "1", "--streams", $"{streams}", "--events", $"{events}", "--warm-up", "8"];
        var result = (await lab.LoadAsync(contender, load, cancellationToken)).Complete();
        return
        [
            (CpuPerFrame, result.CpuMicroseconds / result.Frames),
            ("frames/s", result.Number("framesPerSecond")),
            ("p50 ms", result.Milliseconds("p50")),
            ("p99 ms", result.Milliseconds("p99")),
            ("load generator µs/frame", result.OwnMicrosecondsPerFrame),
        ];
    }
}
