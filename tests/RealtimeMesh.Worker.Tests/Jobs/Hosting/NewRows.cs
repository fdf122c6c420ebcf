using System.Text;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Worker.Tests.Jobs.Hosting;

/// <summary>Rows as the studio stores them for a request.</summary>
internal static class NewRows
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static Job AddDocument(this StudioDb db, string markdown = "# Tea\n\nTea is a drink made of leaves.", string title = "A document")
    {
        var job = db.AddJob(JobTypes.ProcessDocument);
        var bytes = Encoding.UTF8.GetBytes(markdown);
        db.Add(new Document
        {
            Id = job.SubjectId,
            UserId = job.UserId,
            Title = title,
            JobId = job.Id,
            CreatedAt = Now,
            UpdatedAt = Now,
            Format = "markdown",
            SizeBytes = bytes.Length,
        });
        db.Add(new EntityContent { EntityId = job.SubjectId, ContentType = "text/markdown", Bytes = bytes });
        return job;
    }

    public static Job AddPodcast(this StudioDb db, params IReadOnlyList<Guid> documentIds)
    {
        var job = db.AddJob(JobTypes.GeneratePodcast);
        db.Add(new Podcast
        {
            Id = job.SubjectId,
            UserId = job.UserId,
            Title = "A podcast",
            JobId = job.Id,
            CreatedAt = Now,
            UpdatedAt = Now,
            DocumentIds = documentIds,
        });
        return job;
    }

    public static Job AddVoiceover(this StudioDb db, string text)
    {
        var job = db.AddJob(JobTypes.GenerateVoiceover);
        db.Add(new Voiceover { Id = job.SubjectId, UserId = job.UserId, Title = "A voiceover", JobId = job.Id, CreatedAt = Now, UpdatedAt = Now, Text = text });
        return job;
    }

    public static Job AddInfographic(this StudioDb db, Guid? documentId = null, IReadOnlyList<InfographicPoint>? points = null)
    {
        var job = db.AddJob(JobTypes.GenerateInfographic);
        db.Add(new Infographic
        {
            Id = job.SubjectId,
            UserId = job.UserId,
            Title = "An infographic",
            JobId = job.Id,
            CreatedAt = Now,
            UpdatedAt = Now,
            DocumentId = documentId,
            Points = points,
        });
        return job;
    }

    private static Job AddJob(this StudioDb db, string type) => db.Add(new Job
    {
        Id = Guid.CreateVersion7(),
        UserId = "alice",
        Type = type,
        SubjectId = Guid.CreateVersion7(),
        Phase = "queued",
        CreatedAt = Now,
    }).Entity;
}
