using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Worker.Documents;
using RealtimeMesh.Worker.Jobs;
using RealtimeMesh.Worker.Speech;

namespace RealtimeMesh.Worker.Podcasts;

/// <summary>Writes a podcast's script, shows it, then renders it.</summary>
internal sealed class GeneratePodcastJob(SpeechRenderer speech) : IJob
{
    private const int ScriptPercent = 20;

    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var podcast = await run.Db.Podcasts.SingleAsync(row => row.Id == run.Job.SubjectId, cancellationToken);

        run.Report(1, "script");
        var sources = new List<PodcastSource>();
        foreach (var id in podcast.DocumentIds)
        {
            sources.Add(ToSource(await StoredDocument.ReadAsync(run.Db, id, podcast.UserId, cancellationToken)));
        }

        var turns = PodcastScript.Of(podcast.Title, sources);
        podcast.Script = [.. turns.Select(turn => new PodcastTurn(turn.Speaker.ToString(), turn.Text))];
        await run.CommitPartAsync(podcast, cancellationToken);

        run.Report(ScriptPercent, "audio");
        var recording = await speech.RenderAsync(
            turns,
            percent => run.Report(ScriptPercent + (percent * (100 - ScriptPercent) / 100), "audio"),
            cancellationToken);

        podcast.AudioKind = recording.Kind;
        podcast.DurationSeconds = recording.Duration.TotalSeconds;
        await run.SetContentAsync(recording.ContentType, recording.Content, cancellationToken);
    }

    private static PodcastSource ToSource(StoredDocument document) => new()
    {
        Title = document.Row.Title,
        Summary = document.Analysis.Summary,
        Keywords = [.. document.Analysis.Keywords.Select(keyword => keyword.Word)],
        Headings = [.. document.Analysis.Headings.Select(heading => heading.Text)],
        Text = document.Text.Prose,
    };
}
