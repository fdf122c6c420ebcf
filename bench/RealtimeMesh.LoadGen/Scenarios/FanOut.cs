using System.Text.Json.Nodes;

namespace RealtimeMesh.LoadGen.Scenarios;

/// <summary>One event to all streams of one user, the next when all have it, to the users in turn.</summary>
internal static class FanOut
{
    public static async Task<JsonObject> RunAsync(LoadRun run, CancellationToken cancellationToken)
    {
        var started = run.Time.GetTimestamp();
        await run.MeasureAsync("warming up", async () =>
        {
            for (var (i, frames) = (0, 0L); run.Time.GetElapsedTime(started).TotalSeconds < run.Options.WarmUp; i++)
            {
                frames = await PublishAsync(run, i, frames, cancellationToken);
            }
        });

        var expected = 0L;
        var measured = await run.MeasureAsync("measuring", async () =>
        {
            for (var i = 0; i < run.Options.Events; i++)
            {
                expected = await PublishAsync(run, i, expected, cancellationToken);
            }
        });

        var result = measured.ToJson(run.Time);
        result["published"] = run.Options.Events;
        result["expected"] = expected;
        result["secondsPerEvent"] = (double?)result["seconds"] / run.Options.Events;
        return result;
    }

    private static async Task<long> PublishAsync(LoadRun run, int index, long before, CancellationToken cancellationToken)
    {
        var frames = before + await run.PublishAsync(run.Crowd.Users[index % run.Crowd.Users.Count], cancellationToken);
        return await run.ReceiveAsync(frames, cancellationToken)
            ? frames
            : throw new InvalidOperationException($"{run.Crowd.Events} of {frames} frames came within {run.Options.Patience} s.");
    }
}
