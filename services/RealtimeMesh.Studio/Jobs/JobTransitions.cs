using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Outbox;

namespace RealtimeMesh.Studio.Jobs;

/// <summary>How a user changes the course of a job.</summary>
internal static class JobTransitions
{
    public static bool IsActive(this Job job) => job.Status is JobStatus.Queued or JobStatus.Running;

    /// <summary>Stages the end of an active job. Taking it over takes it away from the worker that runs it.</summary>
    public static void Cancel(this Job job, string reason, OutboxWriter outbox, DateTimeOffset now)
    {
        job.Status = JobStatus.Cancelled;
        job.Phase = JobPhases.Cancelled;
        job.Error = reason;
        job.TakeOver();
        job.Worker = null;
        job.FinishedAt = now;
        outbox.Add(job.ToFailed(now));
    }

    /// <summary>Stages a new start of a job that ended without a result.</summary>
    public static void Requeue(this Job job, OutboxWriter outbox, DateTimeOffset now)
    {
        job.Status = JobStatus.Queued;
        job.Phase = JobPhases.Queued;
        job.Error = null;
        job.Percent = 0;
        job.Crashes = 0;
        job.TakeOver();
        job.Worker = null;
        job.StartedAt = null;
        job.FinishedAt = null;
        outbox.Add(job.ToCommand());
        outbox.Add(job.ToProgress(now));
    }
}
