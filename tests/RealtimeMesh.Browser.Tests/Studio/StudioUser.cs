using Microsoft.Playwright;
using RealtimeMesh.Browser.Tests.Hosting;

namespace RealtimeMesh.Browser.Tests.Studio;

/// <summary>A browser of its own in which somebody uses the web app.</summary>
internal sealed class StudioUser : IAsyncDisposable
{
    private readonly Uri _site;

    private StudioUser(Uri site, string userId, IBrowserContext profile)
    {
        _site = site;
        UserId = userId;
        Profile = profile;
        Streams = new StreamRequests(profile);
    }

    public string UserId { get; }

    public IBrowserContext Profile { get; }

    public StreamRequests Streams { get; }

    public static async Task<StudioUser> ArriveAsync(Chromium chromium, Uri site, string userId, BrowserNewContextOptions? options = null)
    {
        var profile = await chromium.NewProfileAsync(options);
        profile.SetDefaultTimeout(30_000);
        return new StudioUser(site, userId, profile);
    }

    /// <summary>This user had the sample documents long ago: nothing is made that the test did not ask for.</summary>
    public Task HadSamplesAsync() => Profile.AddInitScriptAsync($"localStorage.setItem('realtime-mesh.samples.{UserId}', 'done')");

    /// <summary>Opens a tab at a path and waits until it is connected. The first one signs in; whoever is signed in is so in every new tab.</summary>
    public async Task<IPage> OpenAsync(string path = "/") => (await OpenRecordedAsync(path)).Page;

    /// <summary>The same, with what the page reads from its beginning.</summary>
    public async Task<(IPage Page, ApiReads Reads)> OpenRecordedAsync(string path = "/")
    {
        var page = await Profile.NewPageAsync();
        var reads = new ApiReads(page);
        await GoAsync(page, path);
        await (Profile.Pages.Count == 1 ? SignInAsync(page) : ConnectedAsync(page));
        return (page, reads);
    }

    public async Task SignInAsync(IPage page)
    {
        await page.GetByLabel("Your name").FillAsync(UserId);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await ConnectedAsync(page);
    }

    public Task GoAsync(IPage page, string path) => page.GotoAsync(new Uri(_site, path).ToString());

    public static Task ConnectedAsync(IPage page) => StateAsync(page, "Connected");

    /// <summary>Waits until the page says that its connection is in this state.</summary>
    public static Task StateAsync(IPage page, string word) =>
        page.GetByRole(AriaRole.Status).GetByText($"Connection: {word}", new() { Exact = true }).WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public async ValueTask DisposeAsync() => await Profile.CloseAsync();
}
