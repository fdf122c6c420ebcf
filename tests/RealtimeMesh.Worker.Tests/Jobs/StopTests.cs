using MassTransit;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Testing;
using RealtimeMesh.Worker.Tests.Jobs.Hosting;

namespace RealtimeMesh.Worker.Tests.Jobs;

public sealed class StopTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.InSqlite();

    [Fact]
    public async Task Job_in_hand_goes_back_to_the_queue_and_the_next_worker_finishes_it()
    {
        var working = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stopped = await StartAsync();
        var job = await stopped.AddAsync(async (_, cancellationToken) =>
        {
            await using var registration = cancellationToken.Register(told.SetResult);
            working.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        });
        _ = stopped.DeliverAsync(job);
        await working.Task.WaitAsync(TestWorker.Patience, TestContext.Current.CancellationToken);
        var (started, _) = await stopped.NextAsync<JobStarted>(job);

        await stopped.StopAsync();

        Assert.True(told.Task.IsCompleted);
        // As every screen shows it; nothing is published by a worker that stops.
        Assert.True(await stopped.JobAsync(job) is { Status: JobStatus.Running, Worker: null });

        await using var next = await StartAsync();
        var events = await next.RunAsync(job);

        Assert.Equal(["JobStarted", "JobCompleted", "ActivityLogged"], events.Select(published => published.Name));
        Assert.True(events[0].Sequence > started.Sequence);
        Assert.Equal(0, events[^1].Job!.Crashes);
    }

    [Fact]
    public async Task Job_that_waits_for_its_next_try_when_its_worker_stops_is_no_crash()
    {
        await using var stopped = await StartAsync();
        var job = await stopped.AddAsync((_, _) => throw new InvalidOperationException("Once."));
        _ = stopped.DeliverAsync(job);
        await stopped.NextAsync<JobStarted>(job);
        await Wait.UntilAsync(
            async () => await stopped.JobAsync(job) is { Status: JobStatus.Running, Worker: null },
            TestWorker.Patience,
            "The job has not been left.",
            TestContext.Current.CancellationToken);

        await stopped.StopAsync();

        await using var next = await StartAsync();
        var events = await next.RunAsync(job);

        Assert.Equal(["JobStarted", "JobCompleted", "ActivityLogged"], events.Select(published => published.Name));
        Assert.Equal(0, events[^1].Job!.Crashes);
    }

    [Fact]
    public async Task Job_whose_end_is_committed_but_not_yet_published_stays_ended()
    {
        var publishing = new StuckAtTheEnd();
        await using var stopped = await StartAsync();
        stopped.Bus.ConnectPublishObserver(publishing);
        var job = await stopped.AddAsync((_, _) => Task.CompletedTask);
        _ = stopped.DeliverAsync(job);
        await publishing.Stuck.WaitAsync(TestWorker.Patience, TestContext.Current.CancellationToken);

        await stopped.StopAsync();

        Assert.Equal(JobStatus.Completed, (await stopped.JobAsync(job)).Status);

        await using var next = await StartAsync();
        Assert.Equal(["JobCompleted", "ActivityLogged"], (await next.RunAsync(job)).Select(published => published.Name));
    }

    public void Dispose() => _database.Dispose();

    private Task<TestWorker> StartAsync() => TestWorker.StartAsync(WorkerApp.Build(_database, WorkerApp.Scripted), _database);

    /// <summary>A bus that takes the end of a job as slowly as one that is out of disk.</summary>
    private sealed class StuckAtTheEnd : IPublishObserver
    {
        private readonly TaskCompletionSource _stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Stuck => _stuck.Task;

        public async Task PrePublish<T>(PublishContext<T> context)
            where T : class
        {
            if (typeof(T) == typeof(JobCompleted))
            {
                _stuck.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
            }
        }

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
