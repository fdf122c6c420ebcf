using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Worker.Documents;
using RealtimeMesh.Worker.Tests.Jobs.Hosting;

namespace RealtimeMesh.Worker.Tests.Jobs;

public sealed class EndTests(Workers workers)
{
    public static TheoryData<string> Databases => Workers.Databases;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Job_that_completes_tells_its_start_its_end_and_the_feed(string database)
    {
        var worker = workers.RealOn(database);
        var job = await worker.AddAsync(db => db.AddDocument());

        var events = await worker.RunAsync(job);

        Assert.Equal(["JobStarted", "JobCompleted", "ActivityLogged"], events.Where(published => published.Message is not JobProgressed).Select(published => published.Name));
        var sequences = events.Select(published => published.Sequence).OfType<long>().ToArray();
        Assert.Equal(sequences.Distinct().Order(), sequences);
        var activity = (ActivityLogged)events[^1].Message;
        Assert.Equal((ActivityTypes.Completed, EntityTypes.Document, "alice"), (activity.ActivityType, activity.EntityType, activity.UserId));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whoever_is_told_of_an_event_reads_a_state_that_is_not_older(string database)
    {
        var worker = workers.ScriptedOn(database);
        var job = await worker.AddAsync(async (run, cancellationToken) =>
        {
            run.Report(50, "half");
            await worker.NextAsync<JobStarted>(run.Job);
            var (_, progressed) = await worker.NextAsync<JobProgressed>(run.Job);
            Assert.Equal((JobStatus.Running, 50, "half"), (progressed.Job!.Status, progressed.Job.Percent, progressed.Job.Phase));
        });

        var events = await worker.RunAsync(job);

        Assert.All(events, published => Assert.True(published.Job!.Sequence >= (published.Sequence ?? 0)));
        Assert.All(events, published => Assert.Equal((JobStatus.Completed, 100, EntityStatus.Ready), (published.Job!.Status, published.Job.Percent, published.Subject!.Status)));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Bad_input_fails_the_job_with_its_sentence_at_the_first_try_and_commits_nothing_half_done(string database)
    {
        var worker = workers.ScriptedOn(database);
        var tries = 0;
        var job = await worker.AddAsync(async (run, cancellationToken) =>
        {
            tries++;
            (await run.Db.Documents.FindAsync([run.Job.SubjectId], cancellationToken))!.Summary = "Half.";
            await run.SetContentAsync("text/half", [1], cancellationToken);
            throw new JobInputException("That is no tea.");
        });

        var events = await worker.RunAsync(job);

        Assert.Equal(["JobStarted", "JobFailed", "ActivityLogged"], events.Select(published => published.Name));
        Assert.Equal("That is no tea.", ((JobFailed)events[1].Message).Error);
        Assert.True(events[1].Sequence > events[0].Sequence);
        Assert.Equal((JobStatus.Failed, "That is no tea.", EntityStatus.Failed), (events[1].Job!.Status, events[1].Job!.Error, events[1].Subject!.Status));
        Assert.Equal(ActivityTypes.Failed, ((ActivityLogged)events[2].Message).ActivityType);
        Assert.Null((await worker.SubjectAsync<Document>(job)).Summary);
        Assert.Equal("text/markdown", (await worker.ContentAsync(job))!.ContentType);
        Assert.Equal(1, tries);
    }
}
