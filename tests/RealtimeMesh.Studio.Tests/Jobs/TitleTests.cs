using System.Text.Json;
using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.Jobs;

public sealed class TitlesOnSqlite(Studios studios) : TitleTests(studios.OnSqlite);

public sealed class TitlesOnPostgres(Studios studios) : TitleTests(studios.OnPostgres);

/// <summary>A list of jobs shows what they make without asking for each.</summary>
public abstract class TitleTests(TestStudio studio)
{
    public static readonly TheoryData<string> EntityTypes = Kinds.All;

    [Theory]
    [MemberData(nameof(EntityTypes))]
    public async Task A_job_has_the_title_of_its_entity_as_it_is_now(string entityType)
    {
        var user = studio.NewUser();
        var created = await user.CreateAsync(entityType);
        await AssertTitleAsync(user, created.JobId, (await user.ReadAsync($"{Kinds.PathOf(entityType)}/{created.Id}")).GetProperty("title").GetString());

        using var renamed = await user.PatchAsync($"{Kinds.PathOf(entityType)}/{created.Id}", """{"title":"Quite another"}""");

        await AssertTitleAsync(user, created.JobId, "Quite another");
    }

    [Theory]
    [MemberData(nameof(EntityTypes))]
    public async Task The_job_of_what_was_deleted_has_none(string entityType)
    {
        var user = studio.NewUser();
        var created = await user.CreateAsync(entityType);

        using var deleted = await user.DeleteAsync($"{Kinds.PathOf(entityType)}/{created.Id}");

        await AssertTitleAsync(user, created.JobId, null);
    }

    [Fact]
    public async Task The_answer_to_a_cancel_has_it_too()
    {
        var user = studio.NewUser();
        var created = await user.CreateDocumentAsync("Bees");

        using var response = await user.PostAsync($"/api/jobs/{created.JobId}/cancel", "");

        Assert.Equal("Bees", Title(await response.ReadJsonAsync()));
    }

    private static async Task AssertTitleAsync(TestUser user, Guid jobId, string? title)
    {
        Assert.Equal(title, Title(await user.ReadAsync($"/api/jobs/{jobId}")));
        var listed = (await user.ReadAsync("/api/jobs")).GetProperty("items").EnumerateArray().Single(job => job.GetProperty("id").GetGuid() == jobId);
        Assert.Equal(title, Title(listed));
    }

    private static string? Title(JsonElement job) => job.TryGetProperty("title", out var title) ? title.GetString() : null;
}
