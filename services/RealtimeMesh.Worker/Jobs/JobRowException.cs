using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace RealtimeMesh.Worker.Jobs;

/// <summary>The job's own row could not be read or written. Whatever the reason, it is nothing that the job's work could have caused.</summary>
internal sealed class JobRowException(Exception fault) : Exception($"The job's row is out of reach: {fault.Message}", fault)
{
    public static async Task<T> OrAsync<T>(Func<Task<T>> access)
    {
        try
        {
            return await access();
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException and not DbUpdateConcurrencyException)
        {
            throw new JobRowException(fault);
        }
    }
}
