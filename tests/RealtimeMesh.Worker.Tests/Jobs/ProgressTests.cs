using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Worker.Jobs;
using RealtimeMesh.Worker.Tests.Jobs.Hosting;

namespace RealtimeMesh.Worker.Tests.Jobs;

public sealed class ProgressTests : IAsyncLifetime
{
    private const int TicksASecond = 4;
    private const int MostReports = 1000;

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly TestDatabase _database = TestDatabase.InSqlite();
    private TestWorker _worker = null!;

    public async ValueTask InitializeAsync() =>
        _worker = await TestWorker.StartAsync(WorkerApp.Build(_database, WorkerApp.Scripted, time: _time), _database);

    [Fact]
    public async Task Progress_is_told_four_times_a_second_however_often_it_is_reported()
    {
        var job = await _worker.AddAsync(async (run, _) =>
        {
            await _worker.NextAsync<JobStarted>(run.Job);
            for (var tick = 1; tick <= 2 * TicksASecond; tick++)
            {
                ReportOften(run, tick);
                var (told, published) = await _worker.NextAsync<JobProgressed>(run.Job);
                Assert.Equal((tick, $"{tick}.{MostReports}"), (told.Percent, told.Phase));
                Assert.Equal((tick, $"{tick}.{MostReports}", told.Sequence), (published.Job!.Percent, published.Job.Phase, published.Job.Sequence));
            }
        });

        var rest = await _worker.RunAsync(job);

        Assert.Equal(["JobCompleted", "ActivityLogged"], rest.Select(published => published.Name));
    }

    [Fact]
    public async Task Progress_that_does_not_change_is_told_once()
    {
        var job = await _worker.AddAsync(async (run, _) =>
        {
            await _worker.NextAsync<JobStarted>(run.Job);
            for (var tick = 1; tick <= TicksASecond; tick++)
            {
                run.Report(10 * (1 + (tick / TicksASecond)), "same");
                _time.Advance(TimeSpan.FromSeconds(1.0 / TicksASecond));
                if (tick is 1 or TicksASecond)
                {
                    Assert.Equal(tick == 1 ? 10 : 20, (await _worker.NextAsync<JobProgressed>(run.Job)).Message.Percent);
                }
            }
        });

        Assert.Equal(["JobCompleted", "ActivityLogged"], (await _worker.RunAsync(job)).Select(published => published.Name));
    }

    [Fact]
    public async Task Progress_that_is_not_told_when_the_job_ends_is_never_told()
    {
        JobRun? ended = null;
        var job = await _worker.AddAsync((run, _) =>
        {
            ended = run;
            run.Report(50, "half");
            return Task.CompletedTask;
        });
        await _worker.DeliverAsync(job);

        ended!.Report(60, "too late");
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["JobStarted", "JobCompleted", "ActivityLogged"], (await _worker.EventsAsync(job)).Select(published => published.Name));
        Assert.Equal(100, (await _worker.JobAsync(job)).Percent);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        _database.Dispose();
    }

    /// <summary>Something new at each instant until the next tick.</summary>
    private void ReportOften(JobRun run, int percent)
    {
        for (var report = 1; report <= MostReports; report++)
        {
            run.Report(percent, $"{percent}.{report}");
            _time.Advance(TimeSpan.FromSeconds(1.0 / TicksASecond / MostReports));
        }
    }
}
