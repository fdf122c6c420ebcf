using RealtimeMesh.Browser.Tests.Hosting;

namespace RealtimeMesh.Browser.Tests.Package;

/// <summary>However many tabs a user has open: one stream, and every event in each tab once.</summary>
public sealed class SharedStreamTests(Chromium chromium, BrowserMesh mesh)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Ten_tabs_share_one_stream_and_each_gets_every_event_once_and_in_order()
    {
        await using var tabs = await PackageTabs.OpenAsync(chromium, mesh, "ten-tabs", 10, Cancelled);
        await mesh.StreamsAsync(tabs.UserId, 1, Cancelled);

        await tabs.PublishAsync(50);

        await tabs.EveryTabHasEverythingAsync();
        Assert.Equal(1, await mesh.CountStreamsAsync(tabs.UserId, Cancelled));
        Assert.Equal(1, tabs.Requests.Count);
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_browsers_of_one_user_have_a_stream_each()
    {
        await using var first = await PackageTabs.OpenAsync(chromium, mesh, "two-browsers", 2, Cancelled);
        await using var second = await PackageTabs.OpenAsync(chromium, mesh, "two-browsers", 2, Cancelled);

        await mesh.StreamsAsync("two-browsers", 2, Cancelled);
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_users_in_one_browser_have_a_stream_each_and_get_their_own_events_only()
    {
        await using var tabs = await PackageTabs.OpenAsync(chromium, mesh, "first-user", 1, Cancelled);
        var other = await tabs.OpenAsync("second-user");

        await tabs.PublishAsync(3);
        await mesh.PublishAsync("second-user", Cancelled, SeenEvent.Numbered("second-user", 1_000));

        await tabs.EveryTabHasEverythingAsync();
        await other.SawAsync(1, Cancelled);
        Assert.Equal([1_000], from seen in await other.SeenAsync() where seen.Number is not null select seen.Number!.Value);
    }
}
