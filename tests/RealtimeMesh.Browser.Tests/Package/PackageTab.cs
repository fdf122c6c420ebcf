using System.Text.Json;
using Microsoft.Playwright;
using RealtimeMesh.Testing;

namespace RealtimeMesh.Browser.Tests.Package;

/// <summary>A tab whose page is connected by the package.</summary>
internal sealed class PackageTab(IPage page)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public IPage Page => page;

    public Task<bool> LeadsAsync() => page.EvaluateAsync<bool>("tab.connection.role === 'leader'");

    /// <summary>Goes back, and waits until the browser has shown the page that it had kept alive.</summary>
    public async Task GoBackToCachedAsync()
    {
        // Playwright's own way back waits for a page to be loaded; none is.
        await page.EvaluateAsync("setTimeout(() => history.back())");
        await page.WaitForFunctionAsync("() => globalThis.tab?.restored() === 1", null, new() { PollingInterval = 100 });
    }

    public async Task<IReadOnlyList<SeenEvent>> SeenAsync() =>
        (await page.EvaluateAsync<JsonElement>("tab.seen")).Deserialize<List<SeenEvent>>(JsonSerializerOptions.Web)!;

    public Task ConnectedAsync(CancellationToken cancellationToken) => UntilAsync(
        async () => await page.EvaluateAsync<string>("globalThis.tab?.connection.state ?? 'loading'") == "connected", "is not connected", cancellationToken);

    /// <summary>Waits for so many different numbers.</summary>
    public Task SawAsync(int count, CancellationToken cancellationToken) => UntilAsync(
        async () => await page.EvaluateAsync<int>("new Set(tab.seen.map((event) => event.activityId)).size - 1") >= count,
        $"has not got {count} events",
        cancellationToken);

    private Task UntilAsync(Func<Task<bool>> condition, string otherwise, CancellationToken cancellationToken) =>
        Wait.UntilAsync(condition, Patience, $"{page.Url} {otherwise}", cancellationToken);
}
