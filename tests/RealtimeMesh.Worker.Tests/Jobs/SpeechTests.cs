using System.Runtime.Versioning;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Worker.Tests.Jobs.Hosting;

namespace RealtimeMesh.Worker.Tests.Jobs;

/// <summary>With a program in espeak-ng's place that speaks when the test lets it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SpeechTests : IAsyncLifetime
{
    private readonly TestDatabase _database = TestDatabase.InSqlite();
    private readonly string _programs = Directory.CreateTempSubdirectory("realtime-mesh-speech-").FullName;
    private TestWorker _worker = null!;

    public async ValueTask InitializeAsync()
    {
        var program = Path.Combine(_programs, "espeak-ng");
        await File.WriteAllTextAsync(program, $"""
            #!/bin/sh
            cat >/dev/null
            while [ ! -e {_programs}/speak ]; do sleep 0.05; done
            printf 'RIFF....WAVEfmt ....\001\000\001\000\020\047\000\000........data....abcd'
            """.ReplaceLineEndings("\n"));
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // No time passes, so no progress is told in between.
        _worker = await TestWorker.StartAsync(WorkerApp.Build(_database, WorkerApp.Real, _programs, new FakeTimeProvider(TimeProvider.System.GetUtcNow())), _database);
    }

    [Fact]
    public async Task Podcast_shows_its_script_before_its_audio()
    {
        var document = await _worker.AddAsync(db => db.AddDocument());
        var job = await _worker.AddAsync(db => db.AddPodcast(document.SubjectId));
        var delivery = _worker.DeliverAsync(job);

        await _worker.NextAsync<JobStarted>(job);
        var (updated, published) = await _worker.NextAsync<EntityUpdated>(job);

        Assert.Equal(EntityTypes.Podcast, updated.EntityType);
        var podcast = Assert.IsType<Podcast>(published.Subject);
        Assert.NotEmpty(podcast.Script!);
        Assert.Equal((EntityStatus.Pending, null), (podcast.Status, podcast.AudioKind));
        Assert.Null(await _worker.ContentAsync(job));

        LetSpeak();
        await delivery;
        Assert.Equal("speech", (await _worker.SubjectAsync<Podcast>(job)).AudioKind);
    }

    [Fact]
    public async Task Voiceover_is_spoken_where_there_is_a_program_for_it()
    {
        LetSpeak();
        var job = await _worker.AddAsync(db => db.AddVoiceover("The kettle is on."));

        await _worker.DeliverAsync(job);

        Assert.Equal("speech", (await _worker.SubjectAsync<Voiceover>(job)).AudioKind);
        var content = await _worker.ContentAsync(job);
        Assert.Equal("audio/wav", content!.ContentType);
        Assert.StartsWith("RIFF", Encoding.ASCII.GetString(content.Bytes), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        _database.Dispose();
        Directory.Delete(_programs, recursive: true);
    }

    private void LetSpeak() => File.WriteAllText(Path.Combine(_programs, "speak"), "");
}
