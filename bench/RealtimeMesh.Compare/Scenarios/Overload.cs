using RealtimeMesh.Compare.Contenders;
using RealtimeMesh.Compare.Machine;

namespace RealtimeMesh.Compare.Scenarios;

/// <summary>More events than the floor can bring to their streams: how many does a server bring, and what does it keep?</summary>
internal sealed class Overload(Lab lab)
{
    private const double Excess = 1.5;

    private double _rate;

    public Plan Plan() => new(
        "overload",
        $"Bare events to {lab.Options.Streams:N0} users with a stream each, {Excess} times as many as the floor can do: frames a second that arrive",
        "frames/s",
        FanOut.Floor,
        [
            .. lab.Peers("overload").Select(peer => Of(peer)),
            Of(new EdgeContender(EdgeProtocol.Http1), Target.RatioFrom(1.0)),
        ]);

    private Entry Of(Contender contender, Target? target = null) => new(contender.Name, token => MeasureAsync(contender, token), target);

    private async Task<Figures> MeasureAsync(Contender contender, CancellationToken cancellationToken)
    {
        var result = await RunAsync(contender, await RateAsync(cancellationToken), cancellationToken);
        return
        [
            ("frames/s", result.Number("framesPerSecond")),
            ("offered/s", result.Number("published") / result.Number("seconds")),
            ("CPU µs/frame", result.CpuMicroseconds / result.Frames),
            ("memory grew MiB", result.GrowthMiB),
            ("streams ended", result.Number("ended")),
            ("lost", result.Number("lost")),
            ("load generator µs/frame", result.OwnMicrosecondsPerFrame),
        ];
    }

    // Once, at the beginning: what the floor does when it is offered all that Redis can take.
    private async Task<double> RateAsync(CancellationToken cancellationToken) =>
        _rate = _rate > 0 ? _rate : Math.Round(Excess * (await RunAsync(lab.Peer(FanOut.Floor), rate: 0, cancellationToken)).Number("framesPerSecond"));

    private Task<LoadResult> RunAsync(Contender contender, double rate, CancellationToken cancellationToken) => lab.LoadAsync(
        contender,
        ["overload", "--users", $"{lab.Options.Streams}", "--streams", $"{lab.Options.Streams}", "--rate", $"{rate}", "--seconds", "8", "--warm-up", "6", "--publish", "pubsub"],
        cancellationToken);
}
