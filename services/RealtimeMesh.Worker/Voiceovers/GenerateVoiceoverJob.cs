using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Worker.Jobs;
using RealtimeMesh.Worker.Speech;

namespace RealtimeMesh.Worker.Voiceovers;

/// <summary>Speaks a text.</summary>
internal sealed class GenerateVoiceoverJob(SpeechRenderer speech) : IJob
{
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var voiceover = await run.Db.Voiceovers.SingleAsync(row => row.Id == run.Job.SubjectId, cancellationToken);

        // By paragraph, so that a long text shows progress.
        var turns = voiceover.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(paragraph => new SpeakerTurn(Speaker.Narrator, paragraph))
            .ToArray();
        var recording = await speech.RenderAsync(turns, percent => run.Report(percent, "audio"), cancellationToken);

        voiceover.AudioKind = recording.Kind;
        voiceover.DurationSeconds = recording.Duration.TotalSeconds;
        await run.SetContentAsync(recording.ContentType, recording.Content, cancellationToken);
    }
}
