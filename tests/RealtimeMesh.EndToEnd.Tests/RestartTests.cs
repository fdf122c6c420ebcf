using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Mesh;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.EndToEnd.Tests;

/// <summary>Any one part may stop and start while jobs run: every job ends, and its end is told.</summary>
public sealed class RestartTests(MeshFixture mesh)
{
    private const int Jobs = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public Task Worker_restart_loses_nothing() => EveryJobIsTold("restart-worker", () => mesh.RestartWorkerAsync(Cancelled));

    [Fact(Timeout = 180_000)]
    public Task Notifier_restart_loses_nothing() => EveryJobIsTold("restart-notifier", () => mesh.RestartNotifierAsync(Cancelled));

    [Fact(Timeout = 180_000)]
    public Task Studio_restart_loses_nothing() => EveryJobIsTold("restart-studio", () => mesh.RestartStudioAsync(Cancelled));

    [Fact(Timeout = 180_000)]
    public Task RabbitMQ_restart_loses_nothing() => EveryJobIsTold("restart-rabbitmq", async () =>
    {
        await mesh.RabbitMq.StopAsync(Cancelled);
        await mesh.RabbitMq.StartAgainAsync(Cancelled);
    });

    [Fact(Timeout = 180_000)]
    public async Task A_post_while_RabbitMQ_is_away_succeeds_and_its_job_runs_later()
    {
        using var alice = mesh.User("rabbitmq-away");
        using var stream = await alice.ConnectAsync(Cancelled);
        await mesh.RabbitMq.StopAsync(Cancelled);
        var (id, jobId) = await alice.PostDocumentAsync("Posted in the dark.", Cancelled);
        Assert.Equal("queued", await alice.JobStatusAsync(jobId, Cancelled));

        await mesh.RabbitMq.StartAgainAsync(Cancelled);

        var completion = (await TellAsync(stream, "document_job_completion")).Json;
        Assert.Equal(id, completion.GetProperty("documentId").GetString());
    }

    [Fact(Timeout = 180_000)]
    public async Task Redis_restart_without_its_data_ends_the_streams_with_RESYNC_and_loses_no_job()
    {
        using var alice = mesh.User("restart-redis");
        using var stream = await alice.ConnectAsync(Cancelled);
        var before = await PostAsync(alice, Jobs / 2);
        await mesh.Redis.StopAsync(Cancelled);
        var during = await PostAsync(alice, Jobs / 2);
        await mesh.Redis.StartAgainAsync(Cancelled);

        var end = (await stream.ReadToEndAsync(Cancelled))[^1];
        Assert.Equal("error", end.Event);
        Assert.Equal("RESYNC", end.Json.GetProperty("code").GetString());
        Assert.NotNull(end.Retry);

        foreach (var jobId in before.Concat(during))
        {
            await Wait.UntilAsync(
                async () => await alice.JobStatusAsync(jobId, Cancelled) == "completed", Patience, $"job {jobId} has not completed", Cancelled);
        }

        await mesh.WaitUntilReadyAsync(Cancelled);
        using var again = await alice.ConnectAsync(Cancelled);
        var (id, _) = await alice.PostDocumentAsync("After the fall.", Cancelled);
        string? told;
        do
        {
            // What waited for Redis may come first.
            told = (await again.NextOfTypeAsync("document_job_completion", Cancelled)).Json.GetProperty("documentId").GetString();
        }
        while (told != id);
    }

    private async Task EveryJobIsTold(string userId, Func<Task> restart)
    {
        using var alice = mesh.User(userId);
        using var stream = await alice.ConnectAsync(Cancelled, mesh.Edges[0].BaseAddress);

        var posting = PostAsync(alice, Jobs);
        await TellAsync(stream, "document_job_completion");
        await restart();
        var open = (await posting).ToHashSet();

        foreach (var frame in stream.Frames.Where(frame => frame.Type == "document_job_completion"))
        {
            open.Remove(frame.Json.GetProperty("jobId").GetString()!);
        }

        while (open.Count > 0)
        {
            open.Remove((await TellAsync(stream, "document_job_completion")).Json.GetProperty("jobId").GetString()!);
        }
    }

    // Parts that come back may need longer than a reader's patience.
    private static async Task<SseFrame> TellAsync(SseReader stream, string type)
    {
        try
        {
            return await stream.NextOfTypeAsync(type, Cancelled);
        }
        catch (TimeoutException)
        {
            return await stream.NextOfTypeAsync(type, Cancelled);
        }
    }

    private static async Task<IReadOnlyList<string>> PostAsync(MeshUser user, int count)
    {
        var jobs = new List<string>();
        while (jobs.Count < count)
        {
            try
            {
                var (_, jobId) = await user.PostDocumentAsync($"Document {jobs.Count}. It says something.", Cancelled);
                jobs.Add(jobId);
            }
            catch (HttpRequestException away) when (away.StatusCode is null or >= System.Net.HttpStatusCode.InternalServerError)
            {
                // The studio itself is being restarted: its users try again.
                await Task.Delay(TimeSpan.FromMilliseconds(200), Cancelled);
            }
        }

        return jobs;
    }
}
