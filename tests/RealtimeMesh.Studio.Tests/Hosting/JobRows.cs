using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Studio.Tests.Hosting;

/// <summary>Jobs as a worker would leave them.</summary>
internal static class JobRows
{
    public static async Task SetJobAsync(this TestStudio studio, Guid jobId, Action<Job> change)
    {
        await using var db = studio.Store.Open();
        var job = await db.Jobs.SingleAsync(row => row.Id == jobId, TestContext.Current.CancellationToken);
        change(job);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<Job> ReadJobAsync(this TestStudio studio, Guid jobId)
    {
        await using var db = studio.Store.Open();
        return await db.Jobs.SingleAsync(row => row.Id == jobId, TestContext.Current.CancellationToken);
    }
}
