using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Worker.Jobs;

/// <summary>Commits how a job ended; then publishes it, as often as its command comes, and always the same.</summary>
internal sealed class JobEnd(StudioDb db, JobEventPublisher events, TimeProvider time)
{
    /// <param name="job">The job.</param>
    /// <param name="sequence">Of its last event.</param>
    public async Task CompleteAsync(Job job, long sequence)
    {
        job.Status = JobStatus.Completed;
        job.Percent = 100;
        job.Phase = "completed";
        job.Sequence = sequence;
        await CommitAsync(job, EntityStatus.Ready, ActivityTypes.Completed);
    }

    /// <param name="job">The job.</param>
    /// <param name="sentence">For the user.</param>
    public async Task<int> FailAsync(Job job, string sentence)
    {
        job.TakeOver();
        job.Status = JobStatus.Failed;
        job.Phase = "failed";
        job.Error = sentence;
        return await CommitAsync(job, EntityStatus.Failed, ActivityTypes.Failed);
    }

    /// <summary>Publishes the end of a job that has ended. Message ids are those of the first time.</summary>
    public async Task PublishAsync(Job job)
    {
        if (job.Status == JobStatus.Completed)
        {
            await events.PublishAsync(job.ToCompleted(), MessageIds.Of(job.Id, job.Sequence));
        }
        else
        {
            await events.PublishAsync(job.ToFailed(), MessageIds.Of(job.Id, job.Sequence));
        }

        var activity = await db.Activities.AsNoTracking()
            .Where(row => row.UserId == job.UserId && row.EntityId == job.SubjectId && (row.Type == ActivityTypes.Completed || row.Type == ActivityTypes.Failed))
            .OrderByDescending(row => row.Id)
            .FirstOrDefaultAsync(events.Stopping);
        if (activity is not null)
        {
            await events.PublishAsync(activity.ToLogged(), activity.Id);
        }
    }

    private async Task<int> CommitAsync(Job job, EntityStatus status, string activityType)
    {
        var now = time.GetUtcNow();
        job.FinishedAt = now;
        if (await db.FindSubjectAsync(job, events.Stopping) is { } subject)
        {
            subject.Status = status;
            subject.UpdatedAt = now;
            db.Activities.Add(new Activity
            {
                Id = Guid.CreateVersion7(now),
                UserId = job.UserId,
                Type = activityType,
                EntityType = JobSubjects.EntityType(job.Type),
                EntityId = subject.Id,
                Title = subject.Title,
                Timestamp = now,
            });
        }

        return await db.SaveChangesAsync(events.Stopping);
    }
}
