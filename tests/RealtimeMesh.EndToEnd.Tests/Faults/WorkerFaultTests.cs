using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Mesh;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.EndToEnd.Tests.Faults;

/// <summary>A worker dies in the middle of a job; the screen does not see it.</summary>
[Trait("Category", "Slow")]
public sealed class WorkerFaultTests(MeshFixture mesh)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // Long enough to be caught in the middle.
    private static readonly string LongText = string.Join('\n', Enumerable.Range(1, 80).Select(i => $"Paragraph {i} is spoken aloud, slowly and to its very end."));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_job_whose_worker_is_killed_never_goes_back_and_ends_once()
    {
        using var alice = mesh.User("worker-killed");
        await using var stream = ResumingReader.Start("worker-killed", new ResumingReaderOptions
        {
            BaseAddress = mesh.Gateway.BaseAddress,
            NewToken = () => mesh.Tokens.Create("worker-killed"),
            Delay = ReconnectDelay.Brief,
        });
        await Wait.UntilAsync(() => stream.Opened.Any(), Patience, "the stream is not open", Cancelled);
        var (_, jobId) = await alice.PostAsync("voiceovers", new { text = LongText }, Cancelled);
        await Wait.UntilAsync(() => Progress(stream, jobId).Any(percent => percent > 0), Patience, "the job does not get further", Cancelled);

        await mesh.Worker.KillAsync();
        mesh.StartAgainWorker();
        await Wait.UntilAsync(() => Completions(stream, jobId) > 0, Patience, "the job does not end", Cancelled);

        // Whatever else was on its way is here once a later job has ended.
        var (_, later) = await alice.PostDocumentAsync("Afterwards.", Cancelled);
        await Wait.UntilAsync(() => Completions(stream, later) > 0, Patience, "the later job does not end", Cancelled);
        Assert.Empty(stream.Violations);
        Assert.Equal(1, Completions(stream, jobId));
        Assert.Equal(Progress(stream, jobId).Order(), Progress(stream, jobId));
    }

    private static IEnumerable<int> Progress(ResumingReader stream, string jobId) =>
        from received in OfJob(stream, jobId)
        where received.Type == "job_progress"
        select received.Json.GetProperty("percent").GetInt32();

    private static int Completions(ResumingReader stream, string jobId) =>
        OfJob(stream, jobId).Count(received => received.Type!.EndsWith("job_completion", StringComparison.Ordinal));

    private static IEnumerable<ReceivedEvent> OfJob(ResumingReader stream, string jobId) =>
        stream.Events.Where(received => received.Json.TryGetProperty("jobId", out var id) && id.GetString() == jobId);
}
