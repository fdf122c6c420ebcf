using Microsoft.Playwright;
using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Browser.Tests.Hosting;

/// <summary>The Chromium that is installed on this machine; none is ever downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Variable = "REALTIMEMESH_TEST_CHROMIUM";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Find(),
            // As root, which is who runs tests in a container, Chromium starts only without its sandbox.
            ChromiumSandbox = false,
            // On 127.0.0.1 there is nothing but TCP. The others keep Chromium from calling home.
            Args = ["--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            // Playwright turns off what one of the tests is about.
            IgnoreDefaultArgs = ["--disable-back-forward-cache"],
        });
    }

    /// <summary>A browser profile of its own: its tabs share storage, locks and channels with each other and with no other.</summary>
    public Task<IBrowserContext> NewProfileAsync(BrowserNewContextOptions? options = null) => _browser!.NewContextAsync(options);

    public async ValueTask DisposeAsync()
    {
        await (_browser?.CloseAsync() ?? Task.CompletedTask);
        _playwright?.Dispose();
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : throw new InvalidOperationException($"{Variable} names {named}, which does not exist.");
        }

        return Programs.Find("chromium") ?? Programs.Find("google-chrome") ?? throw new InvalidOperationException(
            $"No Chromium for the tests is installed. Run ./eng/setup, or: apt-get install --yes chromium; or set {Variable} to its path.");
    }
}
