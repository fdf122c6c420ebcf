using Microsoft.Playwright;
using RealtimeMesh.Browser.Tests.Hosting;
using RealtimeMesh.Testing.Services;

namespace RealtimeMesh.Browser.Tests.Studio;

/// <summary>One command, and somebody who has never been here: from a name to a podcast.</summary>
public sealed class FirstMinuteTests(Chromium chromium) : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("realtime-mesh-first-minute-").FullName;

    private ServiceProcess? _mesh;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_name_sample_documents_one_click_and_the_podcast_comes_without_a_reload()
    {
        _mesh = ServiceProcess.Start("RealtimeMesh.AllInOne", new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = "Development" }, ["--data", _data]);
        await _mesh.WaitForLineAsync(new("is ready"), Cancelled);
        await using var visitor = await StudioUser.ArriveAsync(chromium, _mesh.BaseAddress, "visitor");
        var page = await visitor.OpenAsync();
        var loads = 0;
        page.Load += (_, _) => loads++;

        // Some people press twice.
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a podcast of" }).First.DblClickAsync();

        await page.WaitForURLAsync("**/podcasts/*");
        // The address changes first; the overview, with bars of its own, stands until the page has come.
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview", Exact = true }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.GetByRole(AriaRole.Progressbar).WaitForAsync();
        // The script is there before the audio is.
        await page.Locator("[data-speaker]").First.WaitForAsync();

        // Whoever looks at something else is told.
        await page.GetByRole(AriaRole.Link, new() { Name = "Documents", Exact = true }).First.ClickAsync();
        var toast = page.GetByLabel("Notifications").GetByText("Your podcast is ready");
        await toast.WaitForAsync(new() { Timeout = 90_000 });
        await page.GetByLabel("Notifications").GetByRole(AriaRole.Link).First.ClickAsync();

        await page.Locator("audio[src]").Or(page.GetByText("No voice is installed")).WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Download" }).WaitForAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Progressbar).CountAsync());

        await page.GetByRole(AriaRole.Link, new() { Name = "Podcasts", Exact = true }).First.ClickAsync();
        var podcasts = page.GetByRole(AriaRole.List, new() { Name = "Podcasts" }).GetByRole(AriaRole.Listitem);
        await podcasts.First.WaitForAsync();
        Assert.Equal(1, await podcasts.CountAsync());
        Assert.Equal(0, loads);
    }

    public async ValueTask DisposeAsync()
    {
        await (_mesh?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(_data, recursive: true);
    }
}
