using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Data.Schema;
using RealtimeMesh.Worker.Jobs;

namespace RealtimeMesh.Worker.Tests.Jobs.Hosting;

/// <summary>A running worker, and what a test does to it and sees of it.</summary>
internal sealed class TestWorker : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly WebApplication _app;
    private readonly TestDatabase _database;
    private readonly Deliveries _deliveries = new();

    private TestWorker(WebApplication app, TestDatabase database)
    {
        _app = app;
        _database = database;
    }

    /// <summary>Its id, as rows have it.</summary>
    public Guid ProcessId => _app.Services.GetRequiredService<WorkerProcess>().Id;

    public IBusControl Bus => _app.Services.GetRequiredService<IBusControl>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<TestWorker> StartAsync(WebApplication app, TestDatabase database)
    {
        var worker = new TestWorker(app, database);
        await app.StartAsync(Cancelled);
        worker.Bus.ConnectReceiveObserver(worker._deliveries);
        await app.Services.GetRequiredService<DatabaseMigration>().Done.WaitAsync(Patience, Cancelled);
        return worker;
    }

    /// <summary>Stores rows, the job's and what it is about.</summary>
    public async Task<Job> AddAsync(Func<StudioDb, Job> add)
    {
        await using var db = Open();
        var job = add(db);
        await db.SaveChangesAsync(Cancelled);
        return job;
    }

    /// <summary>Stores a document whose job's work is this, for a worker with scripts.</summary>
    public async Task<Job> AddAsync(Work work)
    {
        var job = await AddAsync(db => db.AddDocument());
        _app.Services.GetRequiredService<Scripts>().Set(job.Id, work);
        return job;
    }

    public async Task UpdateAsync(Job job, Action<Job> change)
    {
        await using var db = Open();
        change(await db.Jobs.SingleAsync(row => row.Id == job.Id, Cancelled));
        await db.SaveChangesAsync(Cancelled);
    }

    /// <summary>Sends the job's command and waits until the worker is done with it.</summary>
    public async Task DeliverAsync(Job job)
    {
        var command = job.ToCommand();
        var id = Guid.NewGuid();
        await Bus.Publish(command, command.GetType(), Pipe.Execute<PublishContext>(publish => publish.MessageId = id), Cancelled);
        await _deliveries.EndOf(id).WaitAsync(Patience, Cancelled);
    }

    /// <summary>Sends the job's command.</summary>
    /// <returns>Everything that is published until the worker is done with it, and was not looked at before.</returns>
    public async Task<IReadOnlyList<Published>> RunAsync(Job job)
    {
        await DeliverAsync(job);
        return await EventsAsync(job);
    }

    /// <returns>Everything that has been published and not looked at.</returns>
    public async Task<IReadOnlyList<Published>> EventsAsync(Job job)
    {
        await Bus.Publish(new Mark { SubjectId = job.SubjectId }, Cancelled);
        var events = new List<Published>();
        for (var next = await NextAsync(job); next.Message is not Mark; next = await NextAsync(job))
        {
            events.Add(next);
        }

        return events;
    }

    /// <returns>The next event, which is of this type.</returns>
    public async Task<(T Message, Published Published)> NextAsync<T>(Job job)
    {
        var next = await NextAsync(job);
        return (Assert.IsType<T>(next.Message), next);
    }

    public StudioDb Open() => _database.Open();

    public Task StopAsync() => _app.StopAsync(Cancelled);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task<Published> NextAsync(Job job) =>
        _app.Services.GetRequiredService<Events>().NextAsync(job.SubjectId, Cancelled).AsTask().WaitAsync(Patience, Cancelled);
}
