using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Studio.Jobs;

/// <summary>A job with the title that its entity has now; null when the user has deleted it.</summary>
internal sealed record TitledJob(Job Job, string? Title);

internal static class TitledJobs
{
    /// <summary>Reads both in one query. An id is in one of the four tables at most.</summary>
    public static IQueryable<TitledJob> WithTitles(this IQueryable<Job> jobs, StudioDb db) => jobs.Select(job => new TitledJob(
        job,
        db.Documents.Where(row => row.Id == job.SubjectId).Select(row => row.Title).SingleOrDefault()
        ?? db.Podcasts.Where(row => row.Id == job.SubjectId).Select(row => row.Title).SingleOrDefault()
        ?? db.Voiceovers.Where(row => row.Id == job.SubjectId).Select(row => row.Title).SingleOrDefault()
        ?? db.Infographics.Where(row => row.Id == job.SubjectId).Select(row => row.Title).SingleOrDefault()));
}
