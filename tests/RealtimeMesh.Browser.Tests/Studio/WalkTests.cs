using Microsoft.Playwright;
using RealtimeMesh.Browser.Tests.Hosting;

namespace RealtimeMesh.Browser.Tests.Studio;

/// <summary>Through every page, in light and dark, on a wide screen and on a narrow one. Leaves a picture of each.</summary>
public sealed class WalkTests(Chromium chromium, BrowserMesh mesh)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory(Timeout = 180_000)]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Every_page_is_accessible_fits_the_screen_and_says_nothing_on_the_console(ColorScheme scheme, int width)
    {
        var name = $"{scheme}-{width}".ToLowerInvariant();
        using var owner = mesh.User($"walk-{name}");
        var shelf = await Shelf.FillAsync(owner, Cancelled);
        await using var user = await StudioUser.ArriveAsync(chromium, mesh.Gateway.BaseAddress, owner.UserId, new()
        {
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = 900 },
        });
        await user.HadSamplesAsync();
        var page = await user.Profile.NewPageAsync();
        var (reads, complaints) = (new ApiReads(page), new Complaints(page));
        await user.GoAsync(page, "/");
        await page.GetByLabel("Your name").WaitForAsync();
        await LookAsync(page, name, "sign-in", complaints);

        await user.SignInAsync(page);
        // Of a page that is left while it loads, nobody tells what became of its requests.
        await reads.QuietAsync(Cancelled);
        foreach (var (picture, path) in StudioPages.Of(shelf))
        {
            await user.GoAsync(page, path);
            await StudioUser.ConnectedAsync(page);
            await reads.QuietAsync(Cancelled);
            await LookAsync(page, name, picture, complaints);
        }

        Assert.Empty(complaints.All);
    }

    private static async Task LookAsync(IPage page, string name, string picture, Complaints complaints)
    {
        await page.ScreenshotAsync(new() { Path = Path.Combine(SourceFolders.Screenshots, name, $"{picture}.png"), FullPage = true });
        complaints.AddRange(picture, await Axe.FaultsAsync(page));
        var tooWide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        complaints.AddRange(picture, tooWide > 0 ? [$"scrolls sideways by {tooWide} px"] : []);
    }
}
