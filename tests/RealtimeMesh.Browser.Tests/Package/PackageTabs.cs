using Microsoft.Playwright;
using RealtimeMesh.Browser.Tests.Hosting;
using RealtimeMesh.Testing;

namespace RealtimeMesh.Browser.Tests.Package;

/// <summary>Tabs of one user in one browser, on another site than the mesh.</summary>
internal sealed class PackageTabs : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(150);

    private readonly BrowserMesh _mesh;
    private readonly IBrowserContext _profile;
    private readonly List<PackageTab> _tabs = [];
    private readonly CancellationToken _cancelled;
    private int _published;

    private PackageTabs(BrowserMesh mesh, IBrowserContext profile, string userId, CancellationToken cancelled)
    {
        _mesh = mesh;
        _profile = profile;
        _cancelled = cancelled;
        UserId = userId;
        Requests = new StreamRequests(profile);
    }

    public string UserId { get; }

    public StreamRequests Requests { get; }

    public IReadOnlyList<PackageTab> Open => _tabs;

    public string Address => AddressOf(UserId);

    public static async Task<PackageTabs> OpenAsync(Chromium chromium, BrowserMesh mesh, string userId, int tabs, CancellationToken cancelled)
    {
        var opened = new PackageTabs(mesh, await chromium.NewProfileAsync(), userId, cancelled);
        while (opened._tabs.Count < tabs)
        {
            opened._tabs.Add(await opened.OpenAsync(userId));
        }

        return opened;
    }

    /// <summary>Opens a tab in the same browser that is not expected to get what <see cref="UserId"/> gets.</summary>
    public async Task<PackageTab> OpenAsync(string userId)
    {
        var page = await _profile.NewPageAsync();
        await page.GotoAsync(AddressOf(userId));
        var tab = new PackageTab(page);
        await tab.ConnectedAsync(_cancelled);
        return tab;
    }

    public async Task<PackageTab> LeaderAsync()
    {
        var leads = await Task.WhenAll(_tabs.Select(tab => tab.LeadsAsync()));
        return _tabs[Array.IndexOf(leads, true)];
    }

    public Task SomebodyLeadsAsync() => Wait.UntilAsync(
        async () => (await Task.WhenAll(_tabs.Select(tab => tab.LeadsAsync()))).Contains(true), Patience, "no tab leads", _cancelled);

    /// <summary>Publishes the next numbered events; does not wait until they have come.</summary>
    /// <returns>The last one's number.</returns>
    public async Task<int> PublishAsync(int count)
    {
        var first = _published + 1;
        _published += count;
        await _mesh.PublishAsync(UserId, _cancelled, Enumerable.Range(first, count).Select(number => SeenEvent.Numbered(UserId, number)));
        return _published;
    }

    /// <summary>Does something while events keep coming, slowly enough for the log to bridge half a minute.</summary>
    public async Task WhileEventsComeAsync(Func<Task> action)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(_cancelled);
        var publishing = KeepPublishingAsync(done.Token);
        try
        {
            await action();
        }
        finally
        {
            await done.CancelAsync();
            await publishing;
        }
    }

    /// <summary>From now on the tab is no more expected to get anything.</summary>
    public void Forget(PackageTab tab) => _tabs.Remove(tab);

    public void Remember(PackageTab tab) => _tabs.Add(tab);

    /// <summary>Waits until every tab has every event that was published, and checks that each came once, in the order of the log.</summary>
    public async Task EveryTabHasEverythingAsync()
    {
        foreach (var tab in _tabs)
        {
            await tab.SawAsync(_published, _cancelled);
            var seen = (await tab.SeenAsync()).Where(one => one.Number is not null).ToList();
            Assert.Equal(Enumerable.Range(1, _published), seen.Select(one => one.Number!.Value).Order());
            Assert.Equal(Enumerable.Range(seen[0].Offset, _published), seen.Select(one => one.Offset));
        }
    }

    public async ValueTask DisposeAsync() => await _profile.CloseAsync();

    private string AddressOf(string userId) => new Uri(
        _mesh.OtherSite,
        $"/package.html?user={userId}&token={_mesh.Tokens.Create(userId)}&stream={new Uri(_mesh.Gateway.BaseAddress, "/api/events")}").ToString();

    private async Task KeepPublishingAsync(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            await PublishAsync(1);
            await Task.Delay(Pace, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
