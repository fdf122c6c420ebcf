using System.Net;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.Entities;

public sealed class ChangesOnSqlite(Studios studios) : ChangeTests(studios.OnSqlite, studios.Bus);

public sealed class ChangesOnPostgres(Studios studios) : ChangeTests(studios.OnPostgres, studios.Bus);

public abstract class ChangeTests(TestStudio studio, BusTap bus)
{
    public static readonly TheoryData<string> EntityTypes = Kinds.All;

    [Theory]
    [MemberData(nameof(EntityTypes))]
    public async Task A_new_title_is_read_everywhere_and_told(string entityType)
    {
        var user = studio.NewUser();
        var created = await user.CreateAsync(entityType);
        var path = $"{Kinds.PathOf(entityType)}/{created.Id}";

        using var response = await user.PatchAsync(path, """{"title":"Better"}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Better", (await response.ReadJsonAsync()).GetProperty("title").GetString());
        Assert.Equal("Better", (await user.ReadAsync(path)).GetProperty("title").GetString());
        var (updated, updatedId) = await bus.WaitForAsync<EntityUpdated>(message => message.EntityId == created.Id);
        Assert.Equal((user.Id, entityType), (updated.UserId, updated.EntityType));
        Assert.NotNull(updatedId);
        await AssertActivityAsync(user, created, entityType, ActivityTypes.Updated);
    }

    [Theory]
    [MemberData(nameof(EntityTypes))]
    public async Task What_is_deleted_is_gone_with_its_job_and_told(string entityType)
    {
        var user = studio.NewUser();
        var created = await user.CreateAsync(entityType);
        var path = $"{Kinds.PathOf(entityType)}/{created.Id}";

        using var response = await user.DeleteAsync(path);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        using var detail = await user.GetAsync(path);
        using var content = await user.GetAsync($"{path}/content");
        await Problem.AssertAsync(detail, HttpStatusCode.NotFound);
        await Problem.AssertAsync(content, HttpStatusCode.NotFound);
        Assert.DoesNotContain(created.Id, await user.ListIdsAsync(Kinds.PathOf(entityType)));
        Assert.Equal("cancelled", (await user.ReadAsync($"/api/jobs/{created.JobId}")).GetProperty("status").GetString());

        var (deleted, deletedId) = await bus.WaitForAsync<EntityDeleted>(message => message.EntityId == created.Id);
        Assert.Equal((user.Id, entityType), (deleted.UserId, deleted.EntityType));
        Assert.NotNull(deletedId);
        var (failed, failedId) = await bus.WaitForAsync<JobFailed>(message => message.JobId == created.JobId);
        Assert.Equal((user.Id, created.Id), (failed.UserId, failed.SubjectId));
        Assert.Contains("deleted", failed.Error, StringComparison.Ordinal);
        Assert.NotNull(failedId);
        await AssertActivityAsync(user, created, entityType, ActivityTypes.Deleted);
    }

    [Fact]
    public async Task The_bytes_of_a_deleted_document_leave_the_database()
    {
        var user = studio.NewUser();
        var created = await user.CreateDocumentAsync();

        using var response = await user.DeleteAsync($"/api/documents/{created.Id}");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await using var db = studio.Store.Open();
        Assert.Null(await db.Contents.FindAsync([created.Id], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Of_many_who_delete_at_once_one_does()
    {
        var user = studio.NewUser();
        var created = await user.CreateDocumentAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => user.DeleteAsync($"/api/documents/{created.Id}")));

        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.NoContent);
        foreach (var late in responses.Where(response => response.StatusCode != HttpStatusCode.NoContent))
        {
            await Problem.AssertAsync(late, late.StatusCode is HttpStatusCode.Conflict ? HttpStatusCode.Conflict : HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Renaming_what_is_just_being_deleted_is_no_servers_fault()
    {
        var user = studio.NewUser();
        var created = await user.CreateDocumentAsync();
        var path = $"/api/documents/{created.Id}";

        var responses = await Task.WhenAll(Enumerable.Range(0, 9).Select(index =>
            index == 4 ? user.DeleteAsync(path) : user.PatchAsync(path, $$"""{"title":"Title {{index}}"}""")));

        Assert.All(responses, response => Assert.True(response.StatusCode < HttpStatusCode.InternalServerError, $"{response}"));
        Assert.Equal(HttpStatusCode.NoContent, responses[4].StatusCode);
    }

    private async Task AssertActivityAsync(TestUser user, Created created, string entityType, string activityType)
    {
        var (activity, messageId) = await bus.WaitForAsync<ActivityLogged>(
            message => message.EntityId == created.Id && message.ActivityType == activityType);
        Assert.Equal((user.Id, entityType), (activity.UserId, activity.EntityType));
        Assert.NotNull(messageId);
        Assert.Equal(activity.ActivityId, (await user.ListIdsAsync("/api/activity"))[0]);
    }
}
