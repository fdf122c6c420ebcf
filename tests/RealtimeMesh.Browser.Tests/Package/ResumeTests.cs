using RealtimeMesh.Browser.Tests.Hosting;

namespace RealtimeMesh.Browser.Tests.Package;

/// <summary>A page that comes back goes on where it was, on another origin than the mesh too, as all of these are.</summary>
public sealed class ResumeTests(Chromium chromium, BrowserMesh mesh)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task A_reload_sends_the_last_event_id_and_gets_what_came_in_between()
    {
        await using var tabs = await PackageTabs.OpenAsync(chromium, mesh, "reload", 1, Cancelled);
        var tab = tabs.Open[0];
        await tabs.PublishAsync(3);
        await tabs.EveryTabHasEverythingAsync();
        var last = (await tab.SeenAsync())[^1].Id;
        await tab.Page.GotoAsync(new Uri(mesh.OtherSite, "/elsewhere.html").ToString());
        await mesh.StreamsAsync(tabs.UserId, 0, Cancelled);
        await tabs.PublishAsync(2);

        await tab.Page.GotoAsync(tabs.Address);

        await tab.SawAsync(2, Cancelled);
        var seen = await tab.SeenAsync();
        Assert.Equal([null, last], tabs.Requests.Cursors);
        Assert.Equal(("connected", true), (seen[0].Type, seen[0].Resumed));
        Assert.Equal([4, 5], seen.Skip(1).Select(one => one.Number!.Value).Order());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_page_that_comes_back_from_the_back_forward_cache_goes_on_without_a_gap()
    {
        await using var tabs = await PackageTabs.OpenAsync(chromium, mesh, "bfcache", 1, Cancelled);
        var tab = tabs.Open[0];
        await tabs.PublishAsync(3);
        await tabs.EveryTabHasEverythingAsync();
        await tab.Page.GotoAsync(new Uri(mesh.OtherSite, "/elsewhere.html").ToString());
        await mesh.StreamsAsync(tabs.UserId, 0, Cancelled);
        await tabs.PublishAsync(2);

        await tab.GoBackToCachedAsync();

        await tabs.EveryTabHasEverythingAsync();
    }
}
