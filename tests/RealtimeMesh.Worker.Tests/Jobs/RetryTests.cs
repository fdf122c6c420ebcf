using System.Data.Common;
using MassTransit;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Worker.Tests.Jobs.Hosting;

namespace RealtimeMesh.Worker.Tests.Jobs;

/// <summary>With the real pauses between tries.</summary>
[Trait("Category", "Slow")]
public sealed class RetryTests(Workers workers)
{
    [Fact]
    public async Task Fault_that_passes_is_tried_again_from_the_last_commit()
    {
        var (job, events) = await RunAsync(
            attempt => attempt == 1 ? new InvalidOperationException("Once.") : null,
            attempt => $"Try {attempt}");

        Assert.Equal(["JobStarted", "JobStarted", "JobCompleted", "ActivityLogged"], events.Select(published => published.Name));
        Assert.Equal("Try 2", (await workers.Scripted.SubjectAsync<Document>(job)).Summary);
    }

    [Fact]
    public async Task Work_that_gives_up_waiting_is_tried_again_like_any_other_fault()
    {
        var (_, events) = await RunAsync(attempt => attempt == 1 ? new TaskCanceledException("A timeout of its own.") : null);

        Assert.Equal(["JobStarted", "JobStarted", "JobCompleted", "ActivityLogged"], events.Select(published => published.Name));
    }

    [Fact]
    public async Task Fault_that_stays_fails_the_job_with_a_sentence_that_tells_no_secrets()
    {
        var (job, events) = await RunAsync(_ => new InvalidOperationException("Password=hunter2"));

        Assert.Equal(["JobStarted", "JobStarted", "JobStarted", "JobStarted", "JobFailed", "ActivityLogged"], events.Select(published => published.Name));
        Assert.StartsWith("Something went wrong on our side.", ((JobFailed)events[4].Message).Error, StringComparison.Ordinal);
        Assert.Equal((JobStatus.Failed, EntityStatus.Failed), (events[4].Job!.Status, events[4].Subject!.Status));
        Assert.Null((await workers.Scripted.SubjectAsync<Document>(job)).Summary);
    }

    [Fact]
    public async Task While_the_database_is_away_a_job_is_tried_oftener_than_other_faults_allow()
    {
        const int outages = 4;

        var (_, events) = await RunAsync(attempt => attempt <= outages ? new InvalidOperationException("Wrapped.", new DatabaseAway()) : null);

        Assert.Equal(outages + 1, events.Count(published => published.Message is JobStarted));
        Assert.IsType<JobCompleted>(events[^2].Message);
    }

    [Fact]
    public async Task An_outage_uses_up_none_of_the_retries_that_a_fault_of_the_job_has()
    {
        var (_, events) = await RunAsync(attempt => attempt switch
        {
            <= 3 => new InvalidOperationException("Wrapped.", new DatabaseAway()),
            4 => new InvalidOperationException("Once."),
            _ => null,
        });

        Assert.IsType<JobCompleted>(events[^2].Message);
    }

    [Fact]
    public async Task While_the_bus_takes_no_event_a_job_is_tried_oftener_than_other_faults_allow()
    {
        var attempts = 0;
        var job = await workers.Scripted.AddAsync((_, _) =>
        {
            attempts++;
            return Task.CompletedTask;
        });
        var away = new AwayBus(job.Id, outages: 4);
        using var connection = workers.Scripted.Bus.ConnectPublishObserver(away);

        var events = await workers.Scripted.RunAsync(job);

        Assert.Equal(0, away.Outages);
        Assert.Equal(["JobStarted", "JobCompleted", "ActivityLogged"], events.Select(published => published.Name));
        Assert.Equal(1, attempts);
    }

    private async Task<(Job Job, IReadOnlyList<Published> Events)> RunAsync(Func<int, Exception?> fault, Func<int, string>? summary = null)
    {
        var attempt = 0;
        var job = await workers.Scripted.AddAsync(async (run, cancellationToken) =>
        {
            (await run.Db.Documents.FindAsync([run.Job.SubjectId], cancellationToken))!.Summary = summary?.Invoke(++attempt) ?? $"{++attempt}";
            if (fault(attempt) is { } thrown)
            {
                throw thrown;
            }
        });

        var events = await workers.Scripted.RunAsync(job);
        var sequences = events.Select(published => published.Sequence).OfType<long>().ToArray();
        Assert.Equal(sequences.Distinct().Order(), sequences);
        return (job, events);
    }

    /// <summary>A bus that refuses the start of a job so many times.</summary>
    private sealed class AwayBus(Guid jobId, int outages) : IPublishObserver
    {
        public int Outages { get; private set; } = outages;

        public Task PrePublish<T>(PublishContext<T> context)
            where T : class =>
            context.Message is JobStarted started && started.JobId == jobId && Outages > 0 && Outages-- > 0
                ? throw new IOException("No broker.")
                : Task.CompletedTask;

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }

    private sealed class DatabaseAway() : DbException("Away.")
    {
        public override bool IsTransient => true;
    }
}
