using Microsoft.Playwright;
using RealtimeMesh.Browser.Tests.Hosting;

namespace RealtimeMesh.Browser.Tests.Studio;

/// <summary>Many tabs and several users of the web app.</summary>
public sealed class SharingTests(Chromium chromium, BrowserMesh mesh)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Two_users_see_their_own_documents_only()
    {
        using var alice = mesh.User("see-alice");
        using var bob = mesh.User("see-bob");
        await using var first = await ArriveAsync(alice.UserId);
        await using var second = await ArriveAsync(bob.UserId);
        var hers = await first.OpenAsync("/documents");
        var his = await second.OpenAsync("/documents");

        await alice.PostAsync("documents", new { title = "Only hers", content = "Bees." }, Cancelled);
        await hers.GetByRole(AriaRole.Link, new() { Name = "Only hers" }).WaitForAsync();
        await bob.PostAsync("documents", new { title = "Only his", content = "Bees." }, Cancelled);
        await his.GetByRole(AriaRole.Link, new() { Name = "Only his" }).WaitForAsync();

        Assert.Equal(0, await his.GetByText("Only hers").CountAsync());
        Assert.Equal(0, await hers.GetByText("Only his").CountAsync());
    }

    [Fact(Timeout = 240_000)]
    public async Task Ten_tabs_share_a_stream_show_what_one_of_them_starts_and_survive_the_crash_of_the_one_that_holds_it()
    {
        using var owner = mesh.User("ten-studio-tabs");
        var shelf = await Shelf.FillAsync(owner, Cancelled);
        await using var user = await ArriveAsync(owner.UserId);
        var tabs = new List<IPage> { await user.OpenAsync($"/documents/{shelf.Ids["documents"]}") };
        while (tabs.Count < 10)
        {
            tabs.Add(await user.OpenAsync("/infographics"));
        }

        await mesh.StreamsAsync(user.UserId, 1, Cancelled);
        Assert.Equal(1, user.Streams.Count);

        await tabs[0].GetByRole(AriaRole.Button, new() { Name = "Make an infographic" }).ClickAsync();

        foreach (var tab in tabs.Skip(1))
        {
            await ReadyAsync(tab, "How bees find their way home");
        }

        var leader = user.Streams.Holder;
        await PageCrash.OfAsync(leader, Cancelled);
        tabs.Remove(leader);
        await owner.PostAsync("infographics", new { title = "After the crash", points = new[] { new { label = "a", value = 1 } } }, Cancelled);

        foreach (var tab in tabs.Where(tab => tab.Url.EndsWith("/infographics", StringComparison.Ordinal)))
        {
            await ReadyAsync(tab, "After the crash");
        }

        await mesh.StreamsAsync(user.UserId, 1, Cancelled);
        Assert.NotNull(user.Streams.Cursors[^1]);
    }

    private async Task<StudioUser> ArriveAsync(string userId)
    {
        var user = await StudioUser.ArriveAsync(chromium, mesh.Gateway.BaseAddress, userId);
        await user.HadSamplesAsync();
        return user;
    }

    private static Task ReadyAsync(IPage page, string title) => page.GetByRole(AriaRole.Listitem)
        .Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = title }), HasNot = page.GetByRole(AriaRole.Progressbar) })
        .WaitForAsync();
}
