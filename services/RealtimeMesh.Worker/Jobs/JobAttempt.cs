using MassTransit;
using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Providers;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Data.Schema;
using RealtimeMesh.Worker.Diagnostics;
using RealtimeMesh.Worker.Documents;

namespace RealtimeMesh.Worker.Jobs;

/// <summary>
/// One delivery of a job's command: takes the job, runs it, ends it. Every state is committed before its event is published,
/// and a command that comes again for a job that has ended publishes the end again and changes nothing.
/// </summary>
internal sealed class JobAttempt(
    StudioDb db,
    IServiceScopeFactory scopes,
    WorkerProcess process,
    DatabaseMigration migration,
    WorkerMetrics metrics,
    TimeProvider time,
    ILogger<JobAttempt> logger)
{
    private const int MostCrashes = 3;

    public async Task RunAsync(Guid jobId, IJob work, ConsumeContext context)
    {
        await migration.Done.WaitAsync(context.CancellationToken);
        if (await db.Jobs.FindAsync([jobId], context.CancellationToken) is not { } job)
        {
            logger.JobUnknown(jobId);
            return;
        }

        var end = new JobEnd(db, context, time);
        if (job.Status is not (JobStatus.Queued or JobStatus.Running))
        {
            await end.PublishAsync(job);
            return;
        }

        try
        {
            await RunAsync(job, work, end, context);
        }
        catch (DbUpdateConcurrencyException)
        {
            logger.JobTakenAway(jobId);
        }
    }

    private async Task RunAsync(Job job, IJob work, JobEnd end, ConsumeContext context)
    {
        if (job.Status == JobStatus.Running && job.Worker != process.Id && ++job.Crashes >= MostCrashes)
        {
            await end.FailAsync(job, $"This job stopped its worker {MostCrashes} times, so it was given up.");
            await end.PublishAsync(job);
            return;
        }

        await StartAsync(job, context);
        await using var run = new JobRun(job, db, scopes, context, time);
        try
        {
            await run.ExecuteAsync(work);
            await end.CompleteAsync(job, run.NextSequence());
        }
        catch (JobInputException refused)
        {
            await FailAsync(job, end, refused.Message);
            return;
        }
        catch (OperationCanceledException) when (run.Lost)
        {
            logger.JobTakenAway(job.Id);
            return;
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            await ReleaseAsync(job);
            throw;
        }
        catch (Exception fault) when (context.GetRetryAttempt() >= JobRetry.MostRetries && !fault.IsDatabaseAway() && fault is not DbUpdateConcurrencyException)
        {
            // By design for every fault: the user is told, whatever it was, and the log has the details.
            logger.JobGivenUp(fault, job.Id, job.Type);
            await FailAsync(job, end, "Something went wrong on our side. Retry the job; if it fails again, tell support its id.");
            return;
        }

        // The job has completed: where publishing that faults, the command comes again, but the job is neither released nor failed.
        metrics.JobEnded(job.Type, JobStatus.Completed, time.GetUtcNow() - job.StartedAt!.Value);
        await end.PublishAsync(job);
    }

    private async Task StartAsync(Job job, ConsumeContext context)
    {
        job.TakeOver();
        job.Status = JobStatus.Running;
        job.Phase = "started";
        job.Percent = 0;
        job.Worker = process.Id;
        job.StartedAt = time.GetUtcNow();
        await db.SaveChangesAsync(context.CancellationToken);
        await context.Publish(job.ToStarted(), publish => publish.MessageId = MessageIds.Of(job.Id, job.Sequence), context.CancellationToken);
    }

    private async Task FailAsync(Job job, JobEnd end, string sentence)
    {
        // What the failed attempt has changed but not committed must not be committed with its failure.
        db.ChangeTracker.Clear();
        var current = await db.Jobs.SingleAsync(row => row.Id == job.Id);
        if (current.Attempt != job.Attempt)
        {
            logger.JobTakenAway(job.Id);
            return;
        }

        await end.FailAsync(current, sentence);
        await end.PublishAsync(current);
        metrics.JobEnded(job.Type, JobStatus.Failed, time.GetUtcNow() - job.StartedAt!.Value);
    }

    private async Task ReleaseAsync(Job job)
    {
        await db.Jobs.Where(row => row.Id == job.Id && row.Attempt == job.Attempt && row.Status == JobStatus.Running)
            .ExecuteUpdateAsync(row => row.SetProperty(released => released.Status, JobStatus.Queued), CancellationToken.None);
        logger.JobReleased(job.Id);
    }
}
