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
    IBus bus,
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
        if (await JobRowException.OrAsync(() => db.Jobs.FindAsync([jobId], context.CancellationToken).AsTask()) is not { } job)
        {
            logger.JobUnknown(jobId);
            return;
        }

        var events = new JobEventPublisher(bus, time, context.CancellationToken);
        var end = new JobEnd(db, events, time);
        if (job.Status is not (JobStatus.Queued or JobStatus.Running))
        {
            await end.PublishAsync(job);
            return;
        }

        var suspect = job.Status == JobStatus.Running && job.Worker is { } worker && worker != process.Id;
        if (suspect)
        {
            await process.Suspect.WaitAsync(context.CancellationToken);
        }

        try
        {
            job.Crashes += suspect ? 1 : 0;
            await RunAsync(job, work, end, events, context.ReceiveContext.GetOrAddPayload(() => new JobFaults()));
        }
        catch (DbUpdateConcurrencyException)
        {
            logger.JobTakenAway(jobId);
        }
        finally
        {
            if (suspect)
            {
                process.Suspect.Release();
            }
        }
    }

    private async Task RunAsync(Job job, IJob work, JobEnd end, JobEventPublisher events, JobFaults faults)
    {
        if (job.Crashes >= MostCrashes)
        {
            await JobRowException.OrAsync(() => end.FailAsync(job, $"This job stopped its worker {MostCrashes} times, so it was given up."));
            await end.PublishAsync(job);
            return;
        }

        await TakeAsync(job, events.Stopping);
        await using var run = new JobRun(job, db, scopes, events, time);
        try
        {
            await events.PublishAsync(job.ToStarted(), MessageIds.Of(job.Id, job.Sequence));
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
        catch (OperationCanceledException) when (events.Stopping.IsCancellationRequested)
        {
            await LeaveAsync(job);
            logger.JobReleased(job.Id);
            throw;
        }
        catch (Exception fault) when (!JobRetry.IsAway(fault) && fault is not DbUpdateConcurrencyException && faults.Next() > JobRetry.MostRetries)
        {
            // By design for every fault: the user is told, whatever it was, and the log has the details.
            logger.JobGivenUp(fault, job.Id, job.Type);
            await FailAsync(job, end, "Something went wrong on our side. Retry the job; if it fails again, tell support its id.");
            return;
        }
        catch (Exception fault) when (!fault.IsDatabaseAway())
        {
            // It will be tried again. A worker that is stopped until then was not stopped by this job.
            await LeaveAsync(job);
            throw;
        }

        // The job has completed: where publishing that faults, the command comes again, but the job is neither released nor failed.
        metrics.JobEnded(job.Type, JobStatus.Completed, time.GetUtcNow() - job.StartedAt!.Value);
        await end.PublishAsync(job);
    }

    private async Task TakeAsync(Job job, CancellationToken cancellationToken)
    {
        job.TakeOver();
        job.Status = JobStatus.Running;
        job.Phase = "started";
        job.Worker = process.Id;
        job.StartedAt = time.GetUtcNow();
        await JobRowException.OrAsync(() => db.SaveChangesAsync(cancellationToken));
    }

    private async Task FailAsync(Job job, JobEnd end, string sentence)
    {
        // What the failed attempt has changed but not committed must not be committed with its failure.
        db.ChangeTracker.Clear();
        var current = await JobRowException.OrAsync(() => db.Jobs.SingleAsync(row => row.Id == job.Id));
        if (current.Attempt != job.Attempt)
        {
            logger.JobTakenAway(job.Id);
            return;
        }

        await JobRowException.OrAsync(() => end.FailAsync(current, sentence));
        await end.PublishAsync(current);
        metrics.JobEnded(job.Type, JobStatus.Failed, time.GetUtcNow() - job.StartedAt!.Value);
    }

    // What a list shows of it stays: it begins again as soon as a worker takes it.
    private Task<int> LeaveAsync(Job job) => JobRowException.OrAsync(() =>
        db.Jobs.Where(row => row.Id == job.Id && row.Attempt == job.Attempt && row.Status == JobStatus.Running)
            .ExecuteUpdateAsync(row => row.SetProperty(left => left.Worker, (Guid?)null), CancellationToken.None));
}
