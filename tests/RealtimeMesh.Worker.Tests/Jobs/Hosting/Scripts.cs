using System.Collections.Concurrent;
using RealtimeMesh.Worker.Jobs;

namespace RealtimeMesh.Worker.Tests.Jobs.Hosting;

internal delegate Task Work(JobRun run, CancellationToken cancellationToken);

/// <summary>What the work of each job is, as its test says; nothing if it says nothing.</summary>
internal sealed class Scripts
{
    private readonly ConcurrentDictionary<Guid, Work> _works = new();

    public void Set(Guid jobId, Work work) => _works[jobId] = work;

    public Task RunAsync(JobRun run, CancellationToken cancellationToken) =>
        _works.TryGetValue(run.Job.Id, out var work) ? work(run, cancellationToken) : Task.CompletedTask;
}

/// <summary>In place of a real job.</summary>
internal sealed class ScriptedJob(Scripts scripts) : IJob
{
    public Task RunAsync(JobRun run, CancellationToken cancellationToken) => scripts.RunAsync(run, cancellationToken);
}
