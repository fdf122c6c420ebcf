using System.Text.Json.Nodes;

namespace RealtimeMesh.LoadGen.Scenarios;

/// <summary>Events to all users in turn, at a steady rate.</summary>
internal static class Unicast
{
    public static async Task<JsonObject> RunAsync(LoadRun run, CancellationToken cancellationToken)
    {
        var options = run.Options;
        await run.MeasureAsync("warming up", () => PublishAndReceiveAsync(run, options.WarmUp, cancellationToken));

        var (published, expected) = (0L, 0L);
        var measured = await run.MeasureAsync("measuring", async () =>
            (published, expected) = await PublishAndReceiveAsync(run, options.Seconds, cancellationToken));

        var result = measured.ToJson(run.Time);
        result["published"] = published;
        result["expected"] = expected;
        return result;
    }

    private static async Task<(long Published, long Expected)> PublishAndReceiveAsync(LoadRun run, double seconds, CancellationToken cancellationToken)
    {
        // At no rate in particular, they are counted instead.
        var count = run.Options.Rate > 0 ? (long)(run.Options.Rate * seconds) : run.Options.Events;
        var frames = await run.PublishAtRateAsync(run.Options.Rate, count, cancellationToken);
        await run.ReceiveAsync(frames, cancellationToken);
        return (count, frames);
    }
}
