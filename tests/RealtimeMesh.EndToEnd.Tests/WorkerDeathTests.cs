using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Mesh;

namespace RealtimeMesh.EndToEnd.Tests;

public sealed class WorkerDeathTests(MeshFixture mesh)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Minutes of speech: long enough to be caught in the middle.
    private static readonly string _longText = string.Join('\n', Enumerable.Range(1, 80).Select(i => $"Paragraph {i} is spoken aloud, slowly and to its very end, by a patient machine."));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_job_whose_worker_was_killed_is_picked_up_again()
    {
        using var alice = mesh.User("killed-once");
        using var stream = await alice.ConnectAsync(Cancelled);
        var (_, jobId) = await alice.PostAsync("voiceovers", new { text = _longText }, Cancelled);

        await KillWorkerInMidJobAsync(alice, jobId);
        mesh.StartAgainWorker();

        var completion = (await stream.NextOfTypeAsync("voiceover_job_completion", Cancelled)).Json;
        Assert.Equal(jobId, completion.GetProperty("jobId").GetString());
        Assert.Equal("completed", completion.GetProperty("status").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task A_job_that_kills_its_worker_three_times_is_failed()
    {
        using var alice = mesh.User("killed-thrice");
        using var stream = await alice.ConnectAsync(Cancelled);
        var (_, jobId) = await alice.PostAsync("voiceovers", new { text = _longText }, Cancelled);

        for (var death = 1; death <= 3; death++)
        {
            await KillWorkerInMidJobAsync(alice, jobId);
            mesh.StartAgainWorker();
        }

        var completion = (await stream.NextOfTypeAsync("voiceover_job_completion", Cancelled)).Json;
        Assert.Equal("failed", completion.GetProperty("status").GetString());
        Assert.Contains("3 times", completion.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_running_job_that_is_cancelled_stops_and_says_so()
    {
        using var alice = mesh.User("cancelled");
        using var stream = await alice.ConnectAsync(Cancelled);
        var (_, jobId) = await alice.PostAsync("voiceovers", new { text = _longText }, Cancelled);
        await RunningAsync(alice, jobId);

        using var cancelled = await alice.Http.PostAsync($"/api/jobs/{jobId}/cancel", null, Cancelled);
        cancelled.EnsureSuccessStatusCode();

        var completion = (await stream.NextOfTypeAsync("voiceover_job_completion", Cancelled)).Json;
        Assert.Equal("failed", completion.GetProperty("status").GetString());
        await mesh.Worker.WaitForLineAsync(new($"{jobId} was cancelled or taken over"), Cancelled);
        Assert.Equal("cancelled", await alice.JobStatusAsync(jobId, Cancelled));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_worker_that_is_asked_to_stop_gives_a_long_job_back()
    {
        using var alice = mesh.User("given-back");
        using var stream = await alice.ConnectAsync(Cancelled);
        var (_, jobId) = await alice.PostAsync("voiceovers", new { text = _longText }, Cancelled);
        await RunningAsync(alice, jobId);

        Assert.Equal(0, await mesh.Worker.TerminateAsync(Cancelled));
        mesh.StartAgainWorker();

        var completion = (await stream.NextOfTypeAsync("voiceover_job_completion", Cancelled)).Json;
        Assert.Equal("completed", completion.GetProperty("status").GetString());
    }

    private async Task KillWorkerInMidJobAsync(MeshUser user, string jobId)
    {
        await RunningAsync(user, jobId);
        await mesh.Worker.KillAsync();
    }

    private async Task RunningAsync(MeshUser user, string jobId) => await Wait.UntilAsync(
        async () => await user.GetAsync($"/api/jobs/{jobId}", Cancelled) is var job
            && job.GetProperty("status").GetString() == "running"
            && job.GetProperty("sequence").GetInt64() > _seen.GetValueOrDefault(jobId)
            && (_seen[jobId] = job.GetProperty("sequence").GetInt64() / 1_000_000 * 1_000_000 + 999_999) > 0,
        Patience,
        $"job {jobId} does not run",
        Cancelled);

    // The highest sequence that the attempt seen last can reach: running again means being above it.
    private readonly Dictionary<string, long> _seen = [];
}
