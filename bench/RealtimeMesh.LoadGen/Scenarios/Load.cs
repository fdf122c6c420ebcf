using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeMesh.LoadGen.Publishing;
using RealtimeMesh.LoadGen.Report;
using RealtimeMesh.LoadGen.Streams;

namespace RealtimeMesh.LoadGen.Scenarios;

/// <summary>From the options to the result.</summary>
internal static class Load
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <returns>One JSON document.</returns>
    /// <exception cref="InvalidOperationException">The load could not be put on the server; the message says why.</exception>
    public static async Task<string> RunAsync(LoadOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var scenario = Scenarios.Of(options.Scenario);
        var clock = new MicroClock(time);
        var target = await StreamTarget.ResolveAsync(options, time, cancellationToken);
        await using var publisher = await EventPublisher.ConnectAsync(options, cancellationToken);
        using var crowd = new Crowd(options, target, clock, time, Scenarios.Reconnects(options.Scenario));
        await using var progress = new Progress(time);

        var run = new LoadRun(options, crowd, publisher, clock, time, progress);
        var openedFrom = time.GetTimestamp();
        await run.OpenAsync(cancellationToken);
        var secondsToOpen = time.GetElapsedTime(openedFrom).TotalSeconds;
        var result = await scenario(run, cancellationToken);

        var document = new JsonObject
        {
            ["scenario"] = options.Scenario,
            ["url"] = options.Url.OriginalString,
            ["http"] = options.Http,
            ["streams"] = options.Streams,
            ["users"] = options.Users,
            ["eventBytes"] = options.Size,
            ["publish"] = options.Publish,
            ["secondsToOpenAtFirst"] = Math.Round(secondsToOpen, 3),
            ["result"] = result,
        }.ToJsonString(Indented);
        if (options.Json is { } file)
        {
            await File.WriteAllTextAsync(file, document, cancellationToken);
        }

        return document;
    }
}
