using RealtimeMesh.Compare.Contenders;
using RealtimeMesh.Compare.Machine;

namespace RealtimeMesh.Compare.Scenarios;

/// <summary>All streams are cut at once: when are all back, with what they missed?</summary>
internal static class Storm
{
    private const string Nchan = "nchan, Redis";

    public static Plan Plan(Lab lab)
    {
        var rivals = lab.Peers("storm").ToList();
        return new(
            "storm",
            $"{lab.Options.Streams:N0} streams of as many users are cut at once and miss two events each: seconds until all are back and have both",
            "s",
            rivals.Find(rival => rival.Name == Nchan)?.Name,
            [
                .. rivals.Select(rival => Of(lab, rival)),
                Of(lab, new EdgeContender(EdgeProtocol.Http1), Target.RatioUpTo(1.0)),
            ]);
    }

    private static Entry Of(Lab lab, Contender contender, Target? target = null) => new(contender.Name, token => MeasureAsync(lab, contender, token), target);

    private static async Task<Figures> MeasureAsync(Lab lab, Contender contender, CancellationToken cancellationToken)
    {
        var streams = lab.Options.Streams;
        var result = (await lab.LoadAsync(
            contender, ["storm", "--users", $"{streams}", "--streams", $"{streams}", "--events", "2", "--rate", "0"], cancellationToken)).Complete();
        // Others do not say whether they resumed; that nothing is missing shows it.
        if (contender is EdgeContender && result.Number("resumed") != streams)
        {
            throw new InvalidOperationException($"Only {result.Number("resumed")} of {streams} streams resumed.");
        }

        return
        [
            ("seconds", result.Number("secondsToCatchUp")),
            ("until open", result.Number("secondsToOpen")),
            ("resumed", result.Number("resumed")),
            ("refused", result.Number("refused")),
            ("lost", result.Number("lost")),
            ("duplicates", result.Number("duplicates")),
            ("CPU µs/stream", result.CpuMicroseconds / streams),
        ];
    }
}
