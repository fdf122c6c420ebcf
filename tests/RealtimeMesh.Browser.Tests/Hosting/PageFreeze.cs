using Microsoft.Playwright;
using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Browser.Tests.Hosting;

/// <summary>Stops the process that renders a page: nothing of it runs, and its locks and connections stay. A headless Chromium does not freeze pages otherwise.</summary>
internal sealed class PageFreeze
{
    private readonly int _process;

    private PageFreeze(int process) => _process = process;

    public static async Task<PageFreeze> OfAsync(IPage page)
    {
        var browser = await page.Context.Browser!.NewBrowserCDPSessionAsync();
        var before = await RenderersAsync(browser);
        // The browser does not say which process is whose: it is the one that has just been busy.
        await page.EvaluateAsync("() => { const end = performance.now() + 700; while (performance.now() < end); }");
        var after = await RenderersAsync(browser);
        var freeze = new PageFreeze(after.MaxBy(renderer => renderer.Value - before.GetValueOrDefault(renderer.Key)).Key);
        ProcessGroup.SignalLeader(freeze._process, Signal.Stop);
        return freeze;
    }

    public void End() => ProcessGroup.SignalLeader(_process, Signal.Continue);

    /// <returns>Processes with the seconds that each has been busy.</returns>
    private static async Task<Dictionary<int, double>> RenderersAsync(ICDPSession browser)
    {
        var answer = await browser.SendAsync("SystemInfo.getProcessInfo");
        return answer!.Value.GetProperty("processInfo").EnumerateArray()
            .Where(process => process.GetProperty("type").GetString() == "renderer")
            .ToDictionary(process => process.GetProperty("id").GetInt32(), process => process.GetProperty("cpuTime").GetDouble());
    }
}
