using System.Net;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.Entities;

public sealed class CreationOnSqlite(Studios studios) : CreationTests(studios.OnSqlite, studios.Bus);

public sealed class CreationOnPostgres(Studios studios) : CreationTests(studios.OnPostgres, studios.Bus);

public abstract class CreationTests(TestStudio studio, BusTap bus)
{
    public static readonly TheoryData<string> EntityTypes = Kinds.All;

    [Theory]
    [MemberData(nameof(EntityTypes))]
    public async Task A_post_answers_at_once_where_its_entity_and_its_job_are(string entityType)
    {
        var user = studio.NewUser();

        using var response = await user.PostAsync(Kinds.PathOf(entityType), await user.SmallestBodyAsync(entityType));

        var created = await Created.FromAsync(response);
        Assert.Equal($"{Kinds.PathOf(entityType)}/{created.Id}", response.Headers.Location?.ToString());

        var entity = await user.ReadAsync($"{Kinds.PathOf(entityType)}/{created.Id}");
        Assert.Equal(created.JobId, entity.GetProperty("jobId").GetGuid());
        Assert.Equal("pending", entity.GetProperty("status").GetString());
        Assert.NotEmpty(entity.GetProperty("title").GetString()!);

        var job = await user.ReadAsync($"/api/jobs/{created.JobId}");
        Assert.Equal("queued", job.GetProperty("status").GetString());
        Assert.Equal(Kinds.JobTypeOf(entityType), job.GetProperty("type").GetString());
        Assert.Equal(created.Id, job.GetProperty("entityId").GetGuid());
    }

    [Theory]
    [MemberData(nameof(EntityTypes))]
    public async Task A_new_entity_is_in_its_list_its_job_in_the_jobs_and_its_making_in_the_activity(string entityType)
    {
        var user = studio.NewUser();

        var created = await user.CreateAsync(entityType);

        Assert.Contains(created.Id, await user.ListIdsAsync(Kinds.PathOf(entityType)));
        Assert.Contains(created.JobId, await user.ListIdsAsync("/api/jobs"));
        var activity = (await user.ReadAsync("/api/activity")).GetProperty("items")[0];
        Assert.Equal(ActivityTypes.Created, activity.GetProperty("type").GetString());
        Assert.Equal(created.Id, activity.GetProperty("entityId").GetGuid());
        Assert.Equal(entityType, activity.GetProperty("entityType").GetString());
    }

    [Fact]
    public async Task A_new_document_sends_its_command_and_says_so_to_everybody()
    {
        var user = studio.NewUser();

        var created = await user.CreateDocumentAsync();

        var (command, commandId) = await bus.WaitForAsync<ProcessDocument>(message => message.JobId == created.JobId);
        Assert.Equal((user.Id, created.Id), (command.UserId, command.DocumentId));
        var (inserted, insertedId) = await bus.WaitForAsync<EntityInserted>(message => message.EntityId == created.Id);
        Assert.Equal((user.Id, "document"), (inserted.UserId, inserted.EntityType));
        var (queued, queuedId) = await bus.WaitForAsync<JobProgressed>(message => message.JobId == created.JobId);
        Assert.Equal((0, "queued", 1L), (queued.Percent, queued.Phase, queued.Sequence));
        var (activity, activityId) = await bus.WaitForAsync<ActivityLogged>(message => message.EntityId == created.Id);
        Assert.Equal((user.Id, ActivityTypes.Created), (activity.UserId, activity.ActivityType));
        Assert.DoesNotContain(null, new[] { commandId, insertedId, queuedId, activityId });
    }

    [Fact]
    public async Task A_podcast_keeps_each_of_its_documents_once()
    {
        var user = studio.NewUser();
        var (first, second) = (await user.CreateDocumentAsync(), await user.CreateDocumentAsync());

        var podcast = await user.CreateAsync("/api/podcasts", $$"""{"title":"Two","documentIds":["{{second.Id}}","{{first.Id}}","{{second.Id}}"]}""");

        var view = await user.ReadAsync($"/api/podcasts/{podcast.Id}");
        Assert.Equal([second.Id, first.Id], view.GetProperty("documentIds").EnumerateArray().Select(item => item.GetGuid()));
    }

    [Fact]
    public async Task Documents_of_another_user_cannot_be_used()
    {
        var theirs = await studio.NewUser().CreateDocumentAsync();
        var user = studio.NewUser();

        using var podcast = await user.PostAsync("/api/podcasts", $$"""{"documentIds":["{{theirs.Id}}"]}""");
        using var infographic = await user.PostAsync("/api/infographics", $$"""{"documentId":"{{theirs.Id}}"}""");

        await Problem.AssertAsync(podcast, HttpStatusCode.BadRequest, "documentIds", $"{theirs.Id}");
        await Problem.AssertAsync(infographic, HttpStatusCode.BadRequest, "documentId", $"{theirs.Id}");
    }

    [Fact]
    public async Task Titles_in_any_script_come_back_as_they_were()
    {
        const string Title = "Ärger mit 日本語 🎧 & <script> 'quotes' \u202e";
        var user = studio.NewUser();

        var created = await user.CreateAsync("/api/voiceovers", System.Text.Json.JsonSerializer.Serialize(new { title = Title, text = Title }));

        var view = await user.ReadAsync($"/api/voiceovers/{created.Id}");
        Assert.Equal(Title, view.GetProperty("title").GetString());
        Assert.Equal(Title, view.GetProperty("text").GetString());
    }
}
