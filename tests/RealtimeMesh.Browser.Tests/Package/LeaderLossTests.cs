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
    public async Task A_leader_that_is_frozen_is_replaced_and_follows_when_it_thaws()
    {
        PageFreeze? freeze = null;
        await IsReplaced("leader-frozen", async leader => freeze = await PageFreeze.OfAsync(leader.Page), () => freeze!.End());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_leader_that_hangs_is_replaced_and_follows_when_it_goes_on()
    {
        ICDPSession? debugger = null;
        await IsReplaced(
            "leader-hangs",
            async leader =>
            {
                debugger = await leader.Page.Context.NewCDPSessionAsync(leader.Page);
                await debugger.SendAsync("Debugger.enable");
                await debugger.SendAsync("Debugger.pause");
            },
            () => _ = debugger!.SendAsync("Debugger.disable"));
    }

    private async Task IsReplaced(string userId, Func<PackageTab, Task> lose, Action? giveBack = null)
    {
        await using var tabs = await PackageTabs.OpenAsync(chromium, mesh, userId, 4, Cancelled);
        var leader = await tabs.LeaderAsync();
        await tabs.PublishAsync(3);
        await tabs.EveryTabHasEverythingAsync();

        await tabs.WhileEventsComeAsync(async () =>
        {
            await lose(leader);
            tabs.Forget(leader);
            await tabs.SomebodyLeadsAsync();
        });

        await tabs.PublishAsync(3);
        await tabs.EveryTabHasEverythingAsync();
        if (giveBack is not null)
        {
            giveBack();
            tabs.Remember(leader);
            await tabs.EveryTabHasEverythingAsync();
        }

        await mesh.StreamsAsync(userId, 1, Cancelled);
        Assert.DoesNotContain(null, tabs.Requests.Cursors.Skip(1));
    }
}
