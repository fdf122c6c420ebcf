using Microsoft.Playwright;

namespace RealtimeMesh.Browser.Tests.Hosting;

internal static class PageCrash
{
    /// <summary>Kills the process that renders a page; waits until the browser knows.</summary>
    public static async Task OfAsync(IPage page, CancellationToken cancellationToken)
    {
        var crashed = new TaskCompletionSource();
        page.Crash += (_, _) => crashed.TrySetResult();
        var protocol = await page.Context.NewCDPSessionAsync(page);
        // Nobody is left to answer.
        _ = protocol.SendAsync("Page.crash");
        await crashed.Task.WaitAsync(cancellationToken);
    }
}
