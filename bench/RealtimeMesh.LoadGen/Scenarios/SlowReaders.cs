using System.Text.Json.Nodes;

namespace RealtimeMesh.LoadGen.Scenarios;

/// <summary>Some streams do not read: what becomes of them, and do the others notice?</summary>
internal static class SlowReaders
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    public static async Task<JsonObject> RunAsync(LoadRun run, CancellationToken cancellationToken)
    {
        var options = run.Options;
        var slow = run.Crowd.Streams.Take(options.Some).ToList();
        var measured = await run.MeasureAsync("some do not read", async () =>
        {
            await Task.WhenAll(slow.Select(stream => stream.Reader.PostAsync(() => stream.Reader.SetPaused(stream, paused: true))));
            await run.PublishAtRateAsync(options.Rate, (long)(options.Rate * options.Seconds), cancellationToken);
            await run.Crowd.UntilQuietAsync(Silence, cancellationToken);
        });
        var rest = await run.MeasureAsync("they read again", async () =>
        {
            await Task.WhenAll(slow.Select(stream => stream.Reader.PostAsync(() => stream.Reader.SetPaused(stream, paused: false))));
            await run.Crowd.UntilQuietAsync(Silence, cancellationToken);
        });

        var result = measured.ToJson(run.Time);
        result["slow"] = slow.Count;
        result["readAgain"] = rest.ToJson(run.Time);
        return result;
    }
}
