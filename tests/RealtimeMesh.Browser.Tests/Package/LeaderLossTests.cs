using Microsoft.Playwright;
using RealtimeMesh.Browser.Tests.Hosting;

namespace RealtimeMesh.Browser.Tests.Package;

/// <summary>The tab that holds the stream goes, whichever way: another one takes over where it was.</summary>
public sealed class LeaderLossTests(Chromium chromium, BrowserMesh mesh)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public Task A_leader_that_is_closed_is_replaced_and_no_tab_misses_or_repeats_an_event() =>
        IsReplaced("leader-closed", async leader => await leader.Page.CloseAsync());

    [Fact(Timeout = 120_000)]
    public Task A_leader_that_crashes_is_replaced_and_no_tab_misses_or_repeats_an_event() =>
        IsReplaced("leader-crashed", leader => PageCrash.OfAsync(leader.Page, Cancelled));

    [Fact(Timeout = 120_000)]
    public Task A_leader_that_is_frozen_is_replaced_and_follows_when_it_thaws() => IsReplaced(
        "leader-frozen",
        async leader => await leader.Protocol.SendAsync("Page.setWebLifecycleState", new() { ["state"] = "frozen" }),
        async leader => await leader.Protocol.SendAsync("Page.setWebLifecycleState", new() { ["state"] = "active" }));

    [Fact(Timeout = 120_000)]
    public Task A_leader_that_hangs_is_replaced_and_follows_when_it_goes_on() => IsReplaced(
        "leader-hangs",
        async leader =>
        {
            await leader.Protocol.SendAsync("Debugger.enable");
            await leader.Protocol.SendAsync("Debugger.pause");
        },
        async leader => await leader.Protocol.SendAsync("Debugger.disable"));

    private async Task IsReplaced(string userId, Func<LostTab, Task> lose, Func<LostTab, Task>? giveBack = null)
    {
        await using var tabs = await PackageTabs.OpenAsync(chromium, mesh, userId, 4, Cancelled);
        var tab = await tabs.LeaderAsync();
        var leader = new LostTab(tab.Page, await tab.Page.Context.NewCDPSessionAsync(tab.Page));
        await tabs.PublishAsync(3);
        await tabs.EveryTabHasEverythingAsync();

        await tabs.WhileEventsComeAsync(async () =>
        {
            await lose(leader);
            tabs.Forget(tab);
            await tabs.SomebodyLeadsAsync();
        });

        await tabs.PublishAsync(3);
        await tabs.EveryTabHasEverythingAsync();
        if (giveBack is not null)
        {
            await giveBack(leader);
            tabs.Remember(tab);
            await tabs.EveryTabHasEverythingAsync();
        }

        await mesh.StreamsAsync(userId, 1, Cancelled);
        Assert.DoesNotContain(null, tabs.Requests.Cursors.Skip(1));
    }

    private sealed record LostTab(IPage Page, ICDPSession Protocol);
}
