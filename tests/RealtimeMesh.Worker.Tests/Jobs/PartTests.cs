using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Worker.Tests.Jobs.Hosting;

namespace RealtimeMesh.Worker.Tests.Jobs;

public sealed class PartTests(Workers workers)
{
    public static TheoryData<string> Databases => Workers.Databases;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Part_that_is_committed_is_seen_before_the_job_ends(string database)
    {
        var worker = workers.ScriptedOn(database);
        var job = await worker.AddAsync(async (run, cancellationToken) =>
        {
            var document = (await run.Db.Documents.FindAsync([run.Job.SubjectId], cancellationToken))!;
            document.Summary = "The first part.";
            await run.CommitPartAsync(document, cancellationToken);

            var (started, _) = await worker.NextAsync<JobStarted>(run.Job);
            var (updated, published) = await worker.NextAsync<EntityUpdated>(run.Job);
            Assert.Equal((EntityTypes.Document, "alice"), (updated.EntityType, updated.UserId));
            Assert.Equal(("The first part.", EntityStatus.Pending), (((Document)published.Subject!).Summary, published.Subject.Status));
            Assert.Equal((JobStatus.Running, true), (published.Job!.Status, published.Job.Sequence > started.Sequence));
        });

        Assert.Equal(["JobCompleted", "ActivityLogged"], (await worker.RunAsync(job)).Select(published => published.Name));
    }

    [Fact]
    public async Task Part_of_a_job_that_was_cancelled_is_not_committed()
    {
        var worker = workers.Scripted;
        var job = await worker.AddAsync(async (run, cancellationToken) =>
        {
            var document = (await run.Db.Documents.FindAsync([run.Job.SubjectId], cancellationToken))!;
            document.Summary = "The first part.";
            await worker.UpdateAsync(run.Job, Takeover.Cancel);
            await run.CommitPartAsync(document, CancellationToken.None);
        });

        Assert.IsType<JobStarted>(Assert.Single(await worker.RunAsync(job)).Message);
        Assert.Null((await worker.SubjectAsync<Document>(job)).Summary);
    }
}
