using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Worker.Tests.Jobs.Hosting;

namespace RealtimeMesh.Worker.Tests.Jobs;

public sealed class CrashTests(Workers workers)
{
    [Fact]
    public async Task Job_that_two_workers_died_with_is_run_by_the_third()
    {
        var (events, tries, _) = await RunAfterCrashesAsync(earlier: 1, Guid.NewGuid());

        Assert.Equal(["JobStarted", "JobCompleted", "ActivityLogged"], events.Select(published => published.Name));
        Assert.Equal((1, 2), (tries, events[^1].Job!.Crashes));
    }

    [Fact]
    public async Task Job_that_three_workers_died_with_is_failed_and_not_run()
    {
        var (events, tries, worked) = await RunAfterCrashesAsync(earlier: 2, Guid.NewGuid());

        Assert.Equal(["JobFailed", "ActivityLogged"], events.Select(published => published.Name));
        Assert.Contains("stopped its worker 3 times", ((JobFailed)events[0].Message).Error, StringComparison.Ordinal);
        Assert.True(events[0].Sequence > worked);
        Assert.Equal((JobStatus.Failed, EntityStatus.Failed), (events[0].Job!.Status, events[0].Subject!.Status));
        Assert.Equal(0, tries);
    }

    [Fact]
    public async Task Job_that_this_very_worker_has_left_running_counts_as_no_crash()
    {
        var (events, tries, _) = await RunAfterCrashesAsync(earlier: 2, workers.Scripted.ProcessId);

        Assert.IsType<JobCompleted>(events[1].Message);
        Assert.Equal((1, 2), (tries, events[1].Job!.Crashes));
    }

    [Fact]
    public async Task Jobs_that_were_in_a_dead_workers_hands_run_one_at_a_time_so_that_the_one_that_kills_is_found()
    {
        var running = 0;
        var most = 0;
        var jobs = new List<Job>();
        for (var i = 0; i < 3; i++)
        {
            var job = await workers.Scripted.AddAsync(async (_, cancellationToken) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
                Interlocked.Decrement(ref running);
            });
            await workers.Scripted.UpdateAsync(job, row =>
            {
                row.Status = JobStatus.Running;
                row.TakeOver();
                row.Worker = Guid.NewGuid();
            });
            jobs.Add(job);
        }

        await Task.WhenAll(jobs.Select(workers.Scripted.DeliverAsync));

        Assert.Equal(1, most);
        foreach (var job in jobs)
        {
            Assert.True(await workers.Scripted.JobAsync(job) is { Status: JobStatus.Completed, Crashes: 1 });
        }
    }

    private async Task<(IReadOnlyList<Published> Events, int Tries, long Sequence)> RunAfterCrashesAsync(int earlier, Guid worker)
    {
        var tries = 0;
        var job = await workers.Scripted.AddAsync((_, _) =>
        {
            tries++;
            return Task.CompletedTask;
        });
        await workers.Scripted.UpdateAsync(job, row =>
        {
            row.Status = JobStatus.Running;
            row.TakeOver();
            row.Sequence += 20;
            row.Crashes = earlier;
            row.Worker = worker;
        });

        var left = await workers.Scripted.JobAsync(job);
        return (await workers.Scripted.RunAsync(job), tries, left.Sequence);
    }
}
