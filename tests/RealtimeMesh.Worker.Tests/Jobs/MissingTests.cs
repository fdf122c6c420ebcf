using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Worker.Tests.Jobs.Hosting;

namespace RealtimeMesh.Worker.Tests.Jobs;

public sealed class MissingTests(Workers workers)
{
    [Fact]
    public async Task Command_of_a_job_that_nobody_knows_is_dropped()
    {
        var unknown = new Job { Id = Guid.NewGuid(), UserId = "alice", Type = JobTypes.ProcessDocument, SubjectId = Guid.NewGuid(), Phase = "queued", CreatedAt = default };

        Assert.Empty(await workers.RealOn("sqlite").RunAsync(unknown));
    }

    [Fact]
    public async Task Job_whose_document_has_gone_fails_once_and_with_a_sentence()
    {
        var worker = workers.RealOn("sqlite");
        var job = await worker.AddAsync(db => db.AddDocument());
        await DeleteDocumentAsync(worker, job);

        var events = await worker.RunAsync(job);

        Assert.Equal(["JobStarted", "JobFailed"], events.Where(published => published.Message is not JobProgressed).Select(published => published.Name));
        Assert.Contains("has been deleted", ((JobFailed)events[^1].Message).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_whose_document_is_deleted_under_its_hands_leaves_nothing_behind()
    {
        var worker = workers.Scripted;
        var job = await worker.AddAsync(async (run, cancellationToken) =>
        {
            var document = (await run.Db.Documents.FindAsync([run.Job.SubjectId], cancellationToken))!;
            await DeleteDocumentAsync(worker, run.Job);
            await worker.UpdateAsync(run.Job, Takeover.Cancel);
            document.Summary = "Of nothing.";
            await run.SetContentAsync("text/plain", [1], cancellationToken);
        });

        Assert.IsType<JobStarted>(Assert.Single(await worker.RunAsync(job)).Message);
        Assert.Equal(JobStatus.Cancelled, (await worker.JobAsync(job)).Status);
        Assert.Null(await worker.ContentAsync(job));
    }

    private static async Task DeleteDocumentAsync(TestWorker worker, Job job)
    {
        await using var db = worker.Open();
        await db.Documents.Where(row => row.Id == job.SubjectId).ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        await db.Contents.Where(row => row.EntityId == job.SubjectId).ExecuteDeleteAsync(TestContext.Current.CancellationToken);
    }
}
