using System.Text.Json.Nodes;

namespace RealtimeMesh.LoadGen.Scenarios;

/// <summary>Holds the streams, for as long as memory needs to settle.</summary>
internal static class Idle
{
    public static async Task<JsonObject> RunAsync(LoadRun run, CancellationToken cancellationToken)
    {
        var held = await run.MeasureAsync("holding", () => Task.Delay(TimeSpan.FromSeconds(run.Options.Seconds), run.Time, cancellationToken));
        return held.ToJson(run.Time);
    }
}
