using System.Text.Json;
using Microsoft.Playwright;
using RealtimeMesh.Browser.Tests.Hosting;

namespace RealtimeMesh.Browser.Tests.Studio;

/// <summary>axe-core: faults that keep people from using a page.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(() => File.ReadAllText(SourceFolders.Built("node_modules/axe-core/axe.min.js")));

    /// <summary>The serious and critical ones.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        // The page's policy for contents forbids a script element; the debugger's own evaluation it does not concern.
        await page.EvaluateAsync(Script.Value);
        var faults = await page.EvaluateAsync<JsonElement>("""
            async () => {
              const { violations } = await axe.run();
              return violations.flatMap(({ id, impact, nodes }) => nodes.map(({ html, failureSummary }) => ({ id, impact, html, failureSummary })));
            }
            """);
        return [.. faults.EnumerateArray()
            .Where(fault => fault.GetProperty("impact").GetString() is "serious" or "critical")
            .Select(fault => $"{fault.GetProperty("id")} ({fault.GetProperty("impact")}): {fault.GetProperty("html")} {fault.GetProperty("failureSummary")}")];
    }
}
