using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.Entities;

public sealed class ListsOnSqlite(Studios studios) : ListTests(studios.OnSqlite);

public sealed class ListsOnPostgres(Studios studios) : ListTests(studios.OnPostgres);

public abstract class ListTests(TestStudio studio)
{
    [Theory]
    [InlineData("/api/voiceovers", 1)]
    [InlineData("/api/voiceovers", 3)]
    [InlineData("/api/jobs", 3)]
    [InlineData("/api/activity", 3)]
    public async Task Pages_have_every_row_once_newest_first(string path, int limit)
    {
        var user = studio.NewUser();
        var created = await CreateAsync(user, 9);

        var ids = await user.ListIdsAsync(path, limit);

        Assert.Equal(created.Count, ids.Count);
        Assert.Distinct(ids);
        if (path == "/api/voiceovers")
        {
            Assert.Equal(created.Select(voiceover => voiceover.Id).Reverse(), ids);
        }
    }

    [Fact]
    public async Task Rows_that_come_while_somebody_pages_shift_nothing()
    {
        var user = studio.NewUser();
        var before = await CreateAsync(user, 6);

        var ids = await user.ListIdsAsync("/api/voiceovers", limit: 2, betweenPages: () => CreateAsync(user, 1));

        Assert.Equal(before.Select(voiceover => voiceover.Id).Reverse(), ids);
    }

    [Fact]
    public async Task A_page_holds_20_unless_asked_otherwise_and_at_most_100()
    {
        var user = studio.NewUser();
        await CreateAsync(user, 21);

        Assert.Equal(20, (await user.ReadAsync("/api/voiceovers")).GetProperty("items").GetArrayLength());
        Assert.Equal(21, (await user.ReadAsync("/api/voiceovers?limit=100")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("/api/documents")]
    [InlineData("/api/podcasts")]
    [InlineData("/api/voiceovers")]
    [InlineData("/api/infographics")]
    [InlineData("/api/jobs")]
    [InlineData("/api/activity")]
    public async Task Who_has_nothing_gets_an_empty_page_without_a_next_one(string path)
    {
        var page = await studio.NewUser().ReadAsync(path);

        Assert.Equal(0, page.GetProperty("items").GetArrayLength());
        Assert.False(page.TryGetProperty("nextCursor", out _));
    }

    private static async Task<List<Created>> CreateAsync(TestUser user, int count)
    {
        var created = new List<Created>();
        for (var index = 0; index < count; index++)
        {
            created.Add(await user.CreateAsync("/api/voiceovers", $$"""{"text":"Number {{index}}"}"""));
        }

        return created;
    }
}
