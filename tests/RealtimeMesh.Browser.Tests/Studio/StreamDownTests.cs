using Microsoft.Playwright;
using RealtimeMesh.Browser.Tests.Hosting;

namespace RealtimeMesh.Browser.Tests.Studio;

/// <summary>What is read over HTTP is shown, whether the stream comes or not.</summary>
public sealed class StreamDownTests(Chromium chromium, BrowserMesh mesh)
{
    [Fact(Timeout = 120_000)]
    public async Task Who_signs_in_for_the_first_time_sees_the_samples()
    {
        await using var user = await StudioUser.ArriveAsync(chromium, mesh.Gateway.BaseAddress, $"no-stream-{Guid.NewGuid():n}");
        await user.Profile.RouteAsync("**/api/events*", route => route.AbortAsync());
        var page = await user.Profile.NewPageAsync();
        await user.GoAsync(page, "/");
        await page.GetByLabel("Your name").FillAsync(user.UserId);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "How bees find their way home" }).WaitForAsync();
        Assert.Equal(3, await page.GetByRole(AriaRole.Button, new() { Name = "Make a podcast of" }).CountAsync());
        Assert.Equal(0, await page.GetByText("Connection: Connected", new() { Exact = true }).CountAsync());
    }
}
