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
        IsReplaced("leader-crashed", async leader =>
        {
            var crashed = new TaskCompletionSource();
            leader.Page.Crash += (_, _) => crashed.SetResult();
            var protocol = await leader.Page.Context.NewCDPSessionAsync(leader.Page);
            // Nobody is left to answer.
            _ = protocol.SendAsync("Page.crash");
            await crashed.Task.WaitAsync(Cancelled);
        });

    [Fact(Timeout = 120_000)]
    public Task A_leader_that_is_frozen_is_replaced_and_no_tab_misses_or_repeats_an_event() =>
        IsReplaced("leader-frozen", async leader =>
        {
            var protocol = await leader.Page.Context.NewCDPSessionAsync(leader.Page);
            await protocol.SendAsync("Page.setWebLifecycleState", new() { ["state"] = "frozen" });
        });

    [Fact(Timeout = 120_000)]
    public Task A_leader_that_hangs_is_replaced_and_no_tab_misses_or_repeats_an_event() =>
        IsReplaced("leader-hangs", async leader =>
        {
            var protocol = await leader.Page.Context.NewCDPSessionAsync(leader.Page);
            await protocol.SendAsync("Debugger.enable");
            await protocol.SendAsync("Debugger.pause");
            // It stops at the next statement, so there has to be one; it never returns.
            _ = leader.Page.EvaluateAsync("0");
        });

    private async Task IsReplaced(string userId, Func<PackageTab, Task> lose)
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
        await mesh.StreamsAsync(userId, 1, Cancelled);
        Assert.DoesNotContain(null, tabs.Requests.Cursors.Skip(1));
    }
}
