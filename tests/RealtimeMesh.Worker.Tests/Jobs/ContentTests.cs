using System.Text;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Worker.Tests.Jobs.Hosting;

namespace RealtimeMesh.Worker.Tests.Jobs;

/// <summary>The four job types, from command to row.</summary>
public sealed class ContentTests(Workers workers)
{
    private const string Tea = "# Tea\n\nTea is a drink. Tea is made of leaves of the tea plant, and leaves want hot water.\n\n## Water\n\nWater for green tea is not boiling.";
    private const string Coffee = "# Coffee\n\nCoffee is a drink made of roasted beans. Beans are ground before coffee is brewed.";

    public static TheoryData<string> Databases => Workers.Databases;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Document_is_analysed(string database)
    {
        var worker = workers.RealOn(database);
        var job = await worker.AddAsync(db => db.AddDocument(Tea));

        await worker.DeliverAsync(job);

        var document = await worker.SubjectAsync<Document>(job);
        Assert.Equal((EntityStatus.Ready, 1), (document.Status, document.ReadingMinutes));
        Assert.InRange(document.WordCount!.Value, 25, 30);
        Assert.Equal([new(1, "Tea"), new(2, "Water")], document.Headings!);
        Assert.Equal("tea", document.Keywords![0].Word);
        Assert.Contains("Tea is", document.Summary!, StringComparison.Ordinal);
        Assert.Equal(Tea, Encoding.UTF8.GetString((await worker.ContentAsync(job))!.Bytes));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Podcast_is_made_of_documents_whether_processed_or_not(string database)
    {
        var worker = workers.RealOn(database);
        var processed = await worker.AddAsync(db => db.AddDocument(Tea, "All about tea"));
        await worker.DeliverAsync(processed);
        var pending = await worker.AddAsync(db => db.AddDocument(Coffee, "Coffee, briefly"));
        var job = await worker.AddAsync(db => db.AddPodcast(processed.SubjectId, pending.SubjectId));

        var events = await worker.RunAsync(job);

        Assert.Equal(
            ["JobStarted", "EntityUpdated", "JobCompleted", "ActivityLogged"],
            events.Where(published => published.Message is not JobProgressed).Select(published => published.Name));
        var podcast = await worker.SubjectAsync<Podcast>(job);
        Assert.Equal((EntityStatus.Ready, "transcript", true), (podcast.Status, podcast.AudioKind, podcast.DurationSeconds > 5));
        var script = string.Join('\n', podcast.Script!.Select(turn => turn.Text));
        Assert.Contains("All about tea", script, StringComparison.Ordinal);
        Assert.Contains("Coffee, briefly", script, StringComparison.Ordinal);
        var content = await worker.ContentAsync(job);
        Assert.Equal("text/vtt", content!.ContentType);
        Assert.StartsWith("WEBVTT", Encoding.UTF8.GetString(content.Bytes), StringComparison.Ordinal);
        Assert.Equal(EntityStatus.Pending, (await worker.SubjectAsync<Document>(pending)).Status);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Voiceover_without_a_speech_program_is_a_transcript_and_says_so(string database)
    {
        var worker = workers.RealOn(database);
        var job = await worker.AddAsync(db => db.AddVoiceover("The kettle is on.\nTea is served."));

        await worker.DeliverAsync(job);

        var voiceover = await worker.SubjectAsync<Voiceover>(job);
        Assert.Equal((EntityStatus.Ready, "transcript", true), (voiceover.Status, voiceover.AudioKind, voiceover.DurationSeconds > 1));
        Assert.Contains("Tea is served.", Encoding.UTF8.GetString((await worker.ContentAsync(job))!.Bytes), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Infographic_is_drawn_from_points(string database)
    {
        var worker = workers.RealOn(database);
        var job = await worker.AddAsync(db => db.AddInfographic(points: [new("<tea>", 3), new("coffee", 2.5)]));

        await worker.DeliverAsync(job);

        var content = await worker.ContentAsync(job);
        var svg = Encoding.UTF8.GetString(content!.Bytes);
        Assert.Equal("image/svg+xml", content.ContentType.Split(';')[0]);
        Assert.Contains("&lt;tea&gt;", svg, StringComparison.Ordinal);
        Assert.Contains("coffee", svg, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Infographic_is_drawn_from_a_document_that_is_not_processed_yet(string database)
    {
        var worker = workers.RealOn(database);
        var document = await worker.AddAsync(db => db.AddDocument(Tea));
        var job = await worker.AddAsync(db => db.AddInfographic(document.SubjectId));

        await worker.DeliverAsync(job);

        Assert.Equal(EntityStatus.Ready, (await worker.SubjectAsync<Infographic>(job)).Status);
        Assert.Contains("leaves", Encoding.UTF8.GetString((await worker.ContentAsync(job))!.Bytes), StringComparison.Ordinal);
    }
}
