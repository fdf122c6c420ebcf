using System.Diagnostics;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Worker.Documents;
using RealtimeMesh.Worker.Tests.Jobs.Hosting;

namespace RealtimeMesh.Worker.Tests.Jobs;

public sealed class LossTests(Workers workers)
{
    // It looks once a second; the rest is for a slow machine.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1 + 9);

    public static TheoryData<string> Databases => Workers.Databases;

    [Theory]
    [MemberData(nameof(Databases))]
    public Task Cancelled_job_is_stopped_and_leaves_nothing_behind(string database) =>
        LosesAsync(workers.ScriptedOn(database), Takeover.Cancel, StopsWhenToldAsync);

    [Theory]
    [MemberData(nameof(Databases))]
    public Task Job_that_another_worker_took_over_is_stopped_and_leaves_nothing_behind(string database) =>
        LosesAsync(workers.ScriptedOn(database), Takeover.ByAnotherWorker, StopsWhenToldAsync);

    [Theory]
    [MemberData(nameof(Databases))]
    public Task Work_that_does_not_listen_commits_nothing_either(string database) =>
        LosesAsync(workers.ScriptedOn(database), Takeover.Cancel, async cancellationToken => await Task.WhenAny(StopsWhenToldAsync(cancellationToken)));

    [Fact]
    public Task Bad_input_found_after_the_loss_fails_nothing() =>
        LosesAsync(workers.Scripted, Takeover.ByAnotherWorker, async cancellationToken =>
        {
            await Task.WhenAny(StopsWhenToldAsync(cancellationToken));
            throw new JobInputException("No.");
        });

    private static async Task LosesAsync(TestWorker worker, Action<Job> takeAway, Func<CancellationToken, Task> work)
    {
        var lost = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        var afterLoss = "";
        var job = await worker.AddAsync(async (run, cancellationToken) =>
        {
            (await run.Db.Documents.FindAsync([run.Job.SubjectId], cancellationToken))!.Summary = "Half.";
            await worker.UpdateAsync(run.Job, takeAway);
            afterLoss = await worker.SnapshotAsync(run.Job);
            var started = Stopwatch.GetTimestamp();
            await using var told = cancellationToken.Register(() => lost.TrySetResult(Stopwatch.GetElapsedTime(started)));
            await work(cancellationToken);
        });

        var events = await worker.RunAsync(job);

        Assert.InRange(await lost.Task.WaitAsync(TestWorker.Patience, TestContext.Current.CancellationToken), TimeSpan.Zero, Soon);
        Assert.IsType<JobStarted>(Assert.Single(events).Message);
        Assert.Equal(afterLoss, await worker.SnapshotAsync(job));
    }

    private static Task StopsWhenToldAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
}
