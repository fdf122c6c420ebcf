using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Worker.Tests.Jobs.Hosting;

/// <summary>What is stored about a job.</summary>
internal static class StoredRows
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<Job> JobAsync(this TestWorker worker, Job job)
    {
        await using var db = worker.Open();
        return await db.Jobs.SingleAsync(row => row.Id == job.Id, Cancelled);
    }

    public static async Task<T> SubjectAsync<T>(this TestWorker worker, Job job)
        where T : Entity
    {
        await using var db = worker.Open();
        return await db.Set<T>().SingleAsync(row => row.Id == job.SubjectId, Cancelled);
    }

    public static async Task<EntityContent?> ContentAsync(this TestWorker worker, Job job)
    {
        await using var db = worker.Open();
        return await db.Contents.SingleOrDefaultAsync(row => row.EntityId == job.SubjectId, Cancelled);
    }

    /// <summary>All of it, to compare.</summary>
    public static async Task<string> SnapshotAsync(this TestWorker worker, Job job)
    {
        await using var db = worker.Open();
        return JsonSerializer.Serialize(new
        {
            Job = await db.Jobs.SingleAsync(row => row.Id == job.Id, Cancelled),
            Subject = (object?)await db.FindSubjectAsync(job, Cancelled),
            Content = await db.Contents.SingleOrDefaultAsync(row => row.EntityId == job.SubjectId, Cancelled),
            Activities = await db.Activities.Where(row => row.EntityId == job.SubjectId).OrderBy(row => row.Id).ToListAsync(Cancelled),
        });
    }
}
