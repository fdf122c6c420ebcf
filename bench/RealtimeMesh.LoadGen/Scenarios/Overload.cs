using System.Text.Json.Nodes;
using RealtimeMesh.LoadGen.Publishing;

namespace RealtimeMesh.LoadGen.Scenarios;

/// <summary>More than the server can do: how much does it do, and what does it keep?</summary>
internal static class Overload
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    public static async Task<JsonObject> RunAsync(LoadRun run, CancellationToken cancellationToken)
    {
        var options = run.Options;
        using var flood = new PubSubFlood(options, run.Crowd.Users, run.Clock, run.Time);
        await run.MeasureAsync("warming up", async () =>
        {
            // At a tenth, so that nothing of it is left when it counts.
            await flood.RunAsync(options.Rate > 0 ? options.Rate / 10 : 10_000, options.WarmUp, cancellationToken);
            await run.Crowd.UntilQuietAsync(Silence, cancellationToken);
        });

        var published = 0L;
        var measured = await run.MeasureAsync("measuring", async () => published = await flood.RunAsync(options.Rate, options.Seconds, cancellationToken));
        var rest = await run.MeasureAsync("draining", () => run.Crowd.UntilQuietAsync(Silence, cancellationToken));

        var result = measured.ToJson(run.Time);
        result["published"] = published;
        result["drained"] = rest.ToJson(run.Time);
        return result;
    }
}
