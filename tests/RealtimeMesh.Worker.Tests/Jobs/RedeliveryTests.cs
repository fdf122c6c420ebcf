using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Worker.Documents;
using RealtimeMesh.Worker.Tests.Jobs.Hosting;

namespace RealtimeMesh.Worker.Tests.Jobs;

public sealed class RedeliveryTests(Workers workers)
{
    public static TheoryData<string> Databases => Workers.Databases;

    [Theory]
    [MemberData(nameof(Databases))]
    public Task Command_of_a_completed_job_publishes_its_end_again_and_changes_nothing(string database) =>
        EndsTheSameAsync(workers.ScriptedOn(database), ["JobCompleted", "ActivityLogged"], () => { });

    [Theory]
    [MemberData(nameof(Databases))]
    public Task Command_of_a_failed_job_publishes_its_end_again_and_changes_nothing(string database) =>
        EndsTheSameAsync(workers.ScriptedOn(database), ["JobFailed", "ActivityLogged"], () => throw new JobInputException("No."));

    [Fact]
    public async Task Command_of_a_cancelled_job_publishes_its_end_and_changes_nothing()
    {
        var worker = workers.Scripted;
        var job = await worker.AddAsync(db => db.AddDocument());
        await worker.UpdateAsync(job, Takeover.Cancel);
        var before = await worker.SnapshotAsync(job);

        var first = Assert.Single(await worker.RunAsync(job));
        var second = Assert.Single(await worker.RunAsync(job));

        Assert.Equal(Takeover.Reason, Assert.IsType<JobFailed>(first.Message).Error);
        Assert.Equal(first.Message, second.Message);
        Assert.Equal(first.MessageId, second.MessageId);
        Assert.Equal(before, await worker.SnapshotAsync(job));
    }

    [Fact]
    public async Task Job_that_the_user_retries_runs_again_with_higher_sequences()
    {
        var worker = workers.Scripted;
        var tries = 0;
        var job = await worker.AddAsync((_, _) => ++tries == 1 ? throw new JobInputException("No.") : Task.CompletedTask);
        var failed = await worker.RunAsync(job);

        await worker.UpdateAsync(job, row =>
        {
            row.TakeOver();
            row.Status = JobStatus.Queued;
        });
        var completed = await worker.RunAsync(job);

        Assert.Equal(["JobStarted", "JobCompleted", "ActivityLogged"], completed.Select(published => published.Name));
        Assert.True(completed[0].Sequence > failed[1].Sequence);
        Assert.Equal(ActivityTypes.Completed, ((ActivityLogged)completed[2].Message).ActivityType);
        Assert.NotEqual(failed[2].MessageId, completed[2].MessageId);
    }

    private static async Task EndsTheSameAsync(TestWorker worker, string[] end, Action work)
    {
        var tries = 0;
        var job = await worker.AddAsync((_, _) =>
        {
            tries++;
            work();
            return Task.CompletedTask;
        });
        var first = (await worker.RunAsync(job)).TakeLast(2).ToArray();
        var before = await worker.SnapshotAsync(job);

        var again = await worker.RunAsync(job);

        Assert.Equal(end, again.Select(published => published.Name));
        Assert.Equal(first.Select(published => published.MessageId), again.Select(published => published.MessageId));
        Assert.Equal(first.Select(published => published.Sequence), again.Select(published => published.Sequence));
        Assert.Equal(before, await worker.SnapshotAsync(job));
        Assert.Equal(1, tries);
    }
}
