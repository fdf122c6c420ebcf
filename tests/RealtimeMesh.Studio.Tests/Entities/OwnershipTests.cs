using System.Net;
using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.Entities;

public sealed class OwnershipOnSqlite(Studios studios) : OwnershipTests(studios.OnSqlite);

public sealed class OwnershipOnPostgres(Studios studios) : OwnershipTests(studios.OnPostgres);

public abstract class OwnershipTests(TestStudio studio)
{
    public static readonly TheoryData<string> EntityTypes = Kinds.All;

    [Theory]
    [MemberData(nameof(EntityTypes))]
    public async Task What_is_another_users_is_not_there_on_any_route(string entityType)
    {
        var owner = studio.NewUser();
        var theirs = await owner.CreateAsync(entityType);
        var stranger = studio.NewUser();
        var (entity, job) = ($"{Kinds.PathOf(entityType)}/{theirs.Id}", $"/api/jobs/{theirs.JobId}");

        HttpResponseMessage[] responses =
        [
            await stranger.GetAsync(entity),
            await stranger.GetAsync($"{entity}/content"),
            await stranger.PatchAsync(entity, """{"title":"Mine"}"""),
            await stranger.DeleteAsync(entity),
            await stranger.GetAsync(job),
            await stranger.PostAsync($"{job}/cancel", ""),
            await stranger.PostAsync($"{job}/retry", ""),
        ];

        foreach (var response in responses)
        {
            await Problem.AssertAsync(response, HttpStatusCode.NotFound);
            response.Dispose();
        }

        Assert.NotEqual("Mine", (await owner.ReadAsync(entity)).GetProperty("title").GetString());
        Assert.Equal("queued", (await owner.ReadAsync(job)).GetProperty("status").GetString());
        Assert.Empty(await stranger.ListIdsAsync(Kinds.PathOf(entityType)));
        Assert.Empty(await stranger.ListIdsAsync("/api/jobs"));
        Assert.Empty(await stranger.ListIdsAsync("/api/activity"));
    }

    [Fact]
    public async Task Users_whose_ids_differ_in_case_only_are_two()
    {
        var id = $"user-{Guid.NewGuid():n}";
        var theirs = await studio.User(id).CreateDocumentAsync();

        using var response = await studio.User(id.ToUpperInvariant()).GetAsync($"/api/documents/{theirs.Id}");

        await Problem.AssertAsync(response, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_id_of_another_kind_is_not_there()
    {
        var user = studio.NewUser();
        var document = await user.CreateDocumentAsync();

        using var asPodcast = await user.GetAsync($"/api/podcasts/{document.Id}");
        using var asJob = await user.GetAsync($"/api/jobs/{document.Id}");
        using var content = await user.GetAsync($"/api/voiceovers/{document.Id}/content");

        await Problem.AssertAsync(asPodcast, HttpStatusCode.NotFound);
        await Problem.AssertAsync(asJob, HttpStatusCode.NotFound);
        await Problem.AssertAsync(content, HttpStatusCode.NotFound);
    }
}
