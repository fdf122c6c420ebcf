using System.Collections.Concurrent;
using RealtimeMesh.Testing;
using RealtimeMesh.Worker.Jobs;
using RealtimeMesh.Worker.Tests.Jobs.Hosting;

namespace RealtimeMesh.Worker.Tests.Jobs;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task No_more_jobs_of_a_type_run_at_once_than_the_setting_says()
    {
        const int most = 2;
        using var database = TestDatabase.InSqlite();
        await using var worker = await TestWorker.StartAsync(WorkerApp.Build(database, WorkerApp.Scripted, settings: ("Worker:Concurrency", $"{most}")), database);
        var running = 0;
        var seen = new ConcurrentBag<int>();
        Task[] deliveries = [.. await Task.WhenAll(Enumerable.Range(0, 4 * most).Select(async _ => worker.DeliverAsync(await worker.AddAsync(CountAsync))))];

        await Task.WhenAll(deliveries);

        Assert.Equal(most, seen.Max());
        Assert.Equal(4 * most, seen.Count);

        async Task CountAsync(JobRun run, CancellationToken cancellationToken)
        {
            seen.Add(Interlocked.Increment(ref running));

            // Until every place is taken, so that one job too many would have its chance.
            await Wait.UntilAsync(() => seen.Count >= most, TimeSpan.FromSeconds(60), "never so many at once", cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            Interlocked.Decrement(ref running);
        }
    }
}
