using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Worker.Tests.Jobs.Hosting;

namespace RealtimeMesh.Worker.Tests.Jobs;

public sealed class DeletedSourceTests(Workers workers)
{
    [Fact]
    public Task Podcast_of_a_document_that_was_deleted_fails_with_a_sentence() => FailsAsync((db, document) => db.AddPodcast(document));

    [Fact]
    public Task Infographic_of_a_document_that_was_deleted_fails_with_a_sentence() => FailsAsync((db, document) => db.AddInfographic(document));

    [Fact]
    public async Task Document_of_another_user_is_as_good_as_deleted()
    {
        var bobs = new Document
        {
            Id = Guid.CreateVersion7(),
            UserId = "bob",
            Title = "Bob's",
            JobId = Guid.NewGuid(),
            CreatedAt = default,
            UpdatedAt = default,
            Format = "text",
            SizeBytes = 3,
        };

        await FailsAsync((db, _) =>
        {
            db.Add(bobs);
            db.Add(new EntityContent { EntityId = bobs.Id, ContentType = "text/plain", Bytes = "Tea"u8.ToArray() });
            return db.AddPodcast(bobs.Id);
        });
    }

    private async Task FailsAsync(Func<StudioDb, Guid, Job> add)
    {
        var worker = workers.RealOn("sqlite");
        var job = await worker.AddAsync(db => add(db, Guid.CreateVersion7()));

        var events = await worker.RunAsync(job);

        var failed = Assert.Single(events, published => published.Message is JobFailed);
        Assert.Equal("A document that this was to be made from has been deleted.", ((JobFailed)failed.Message).Error);
        Assert.Equal(EntityStatus.Failed, failed.Subject!.Status);
        Assert.Null(await worker.ContentAsync(job));
    }
}
