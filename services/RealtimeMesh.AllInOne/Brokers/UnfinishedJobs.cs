using MassTransit;
using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Data.Schema;

namespace RealtimeMesh.AllInOne.Brokers;

/// <summary>A bus in memory forgets its commands when the process ends, so at the next start they are sent again. Jobs can take that.</summary>
internal sealed class UnfinishedJobs(IServiceScopeFactory scopes, IBus bus, DatabaseMigration migration) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migration.Done.WaitAsync(stoppingToken);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudioDb>();
        var unfinished = await db.Jobs.AsNoTracking()
            .Where(job => job.Status == JobStatus.Queued || job.Status == JobStatus.Running)
            .OrderBy(job => job.Id)
            .ToListAsync(stoppingToken);

        foreach (var job in unfinished)
        {
            var command = job.ToCommand();
            await bus.Publish(command, command.GetType(), stoppingToken);
        }
    }
}
