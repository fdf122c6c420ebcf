using System.Text.Json.Nodes;
using RealtimeMesh.LoadGen.Streams;

namespace RealtimeMesh.LoadGen.Scenarios;

/// <summary>Streams leave and resume all the time, while events are published at a steady rate.</summary>
internal static class Churn
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    public static async Task<JsonObject> RunAsync(LoadRun run, CancellationToken cancellationToken)
    {
        var options = run.Options;
        var (published, left, hasCaughtUp) = ((long)(options.Rate * options.Seconds), 0, false);
        var measured = await run.MeasureAsync("streams come and go", async () =>
        {
            var publishing = run.PublishAtRateAsync(options.Rate, published, cancellationToken);
            left = await LeaveAndResumeAsync(run, until: publishing, cancellationToken);
            await publishing;
            hasCaughtUp = await run.Crowd.UntilAsync(() => run.Crowd.Open == run.Crowd.Streams.Count && run.Crowd.HasCaughtUp(), cancellationToken);
        });

        var result = measured.ToJson(run.Time);
        result["published"] = published;
        result["left"] = left;
        result["hasCaughtUp"] = hasCaughtUp;
        return result;
    }

    private static async Task<int> LeaveAndResumeAsync(LoadRun run, Task until, CancellationToken cancellationToken)
    {
        var started = run.Time.GetTimestamp();
        var left = 0;
        while (!until.IsCompleted)
        {
            await Task.Delay(Step, run.Time, cancellationToken);
            for (var due = (int)(run.Time.GetElapsedTime(started).TotalSeconds * run.Options.Some); left < due; left++)
            {
                var stream = run.Crowd.Streams[Random.Shared.Next(run.Crowd.Streams.Count)];
                stream.Reader.Post(() => LeaveAndResume(stream));
            }
        }

        return left;
    }

    private static void LeaveAndResume(LoadStream stream)
    {
        if (stream.State is StreamState.Open)
        {
            stream.Reader.Leave(stream);
            stream.Reader.OpenLater(stream);
        }
    }
}
