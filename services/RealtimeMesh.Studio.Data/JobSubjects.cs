using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Studio.Data;

/// <summary>Which entity a job makes.</summary>
public static class JobSubjects
{
    public static string EntityType(string jobType) => jobType switch
    {
        JobTypes.ProcessDocument => EntityTypes.Document,
        JobTypes.GeneratePodcast => EntityTypes.Podcast,
        JobTypes.GenerateVoiceover => EntityTypes.Voiceover,
        JobTypes.GenerateInfographic => EntityTypes.Infographic,
        _ => throw new ArgumentOutOfRangeException(nameof(jobType), jobType, "Unknown job type."),
    };

    /// <returns>Null when the user has deleted it.</returns>
    public static async Task<Entity?> FindSubjectAsync(this StudioDb db, Job job, CancellationToken cancellationToken) => job.Type switch
    {
        JobTypes.ProcessDocument => await db.Documents.FindAsync([job.SubjectId], cancellationToken),
        JobTypes.GeneratePodcast => await db.Podcasts.FindAsync([job.SubjectId], cancellationToken),
        JobTypes.GenerateVoiceover => await db.Voiceovers.FindAsync([job.SubjectId], cancellationToken),
        JobTypes.GenerateInfographic => await db.Infographics.FindAsync([job.SubjectId], cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(job), job.Type, "Unknown job type."),
    };
}
