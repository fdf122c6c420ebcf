using System.Text.Json.Nodes;

namespace RealtimeMesh.LoadGen.Scenarios;

/// <summary>Cuts all streams at once, publishes while they are away, and reconnects all: when are they back, and when do they have what they missed?</summary>
/// <remarks>The second time counts: a server that has been up for a while has seen streams come back before.</remarks>
internal static class Storm
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

    public static async Task<JsonObject> RunAsync(LoadRun run, CancellationToken cancellationToken)
    {
        await CutAndResumeAsync(run, "warming up", cancellationToken);
        await Task.Delay(Calm, run.Time, cancellationToken);
        return await CutAndResumeAsync(run, "storm", cancellationToken);
    }

    private static async Task<JsonObject> CutAndResumeAsync(LoadRun run, string step, CancellationToken cancellationToken)
    {
        var (secondsToOpen, secondsToCatchUp, hasCaughtUp, missed) = (0.0, 0.0, false, 0L);
        var measured = await run.MeasureAsync(step, async () =>
        {
            await run.Crowd.CutAsync();
            missed = await run.PublishAtRateAsync(run.Options.Rate, (long)run.Options.Events * run.Crowd.Users.Count, cancellationToken);

            var started = run.Time.GetTimestamp();
            await run.Crowd.OpenAsync(cancellationToken);
            secondsToOpen = run.Time.GetElapsedTime(started).TotalSeconds;
            hasCaughtUp = await run.Crowd.UntilAsync(run.Crowd.HasCaughtUp, cancellationToken);
            secondsToCatchUp = run.Time.GetElapsedTime(started).TotalSeconds;
        });

        var result = measured.ToJson(run.Time);
        result["secondsToOpen"] = Math.Round(secondsToOpen, 3);
        result["secondsToCatchUp"] = hasCaughtUp ? Math.Round(secondsToCatchUp, 3) : null;
        result["expected"] = missed;
        return result;
    }
}
