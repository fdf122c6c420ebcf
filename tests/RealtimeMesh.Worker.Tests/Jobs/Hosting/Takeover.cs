using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Worker.Tests.Jobs.Hosting;

/// <summary>How a job's row changes when somebody else gets hold of it.</summary>
internal static class Takeover
{
    public const string Reason = "You cancelled this job.";

    /// <summary>As the studio does.</summary>
    public static void Cancel(Job job)
    {
        job.Status = JobStatus.Cancelled;
        job.Phase = "cancelled";
        job.Error = Reason;
        job.TakeOver();
        job.Worker = null;
        job.FinishedAt = TimeProvider.System.GetUtcNow();
    }

    /// <summary>As another worker does that is given the same command.</summary>
    public static void ByAnotherWorker(Job job)
    {
        job.TakeOver();
        job.Status = JobStatus.Running;
        job.Worker = Guid.NewGuid();
    }
}
