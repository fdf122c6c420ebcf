using System.Text.Json;
using Microsoft.Playwright;
using RealtimeMesh.Browser.Tests.Hosting;
using RealtimeMesh.Testing;

namespace RealtimeMesh.Browser.Tests.Studio;

/// <summary>Tokens expire while the page is open; nobody is to notice.</summary>
public sealed class TokenTests(Chromium chromium, BrowserMesh mesh)
{
    private const int Lifetime = 4;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_token_that_expires_is_replaced_and_the_stream_goes_on_where_it_was()
    {
        using var owner = mesh.User("short-tokens");
        await using var user = await StudioUser.ArriveAsync(chromium, mesh.Gateway.BaseAddress, owner.UserId);
        await user.HadSamplesAsync();
        await user.Profile.RouteAsync("**/api/auth/token", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = JsonSerializer.Serialize(new { accessToken = mesh.Tokens.Create(owner.UserId, TimeSpan.FromSeconds(Lifetime)), tokenType = "Bearer", expiresIn = Lifetime }),
        }));
        var page = await user.OpenAsync("/documents");
        await page.EvaluateAsync("""
            () => {
              globalThis.states = [];
              const status = [...document.querySelectorAll('[role=status]')].find((each) => each.textContent.startsWith('Connection:'));
              new MutationObserver(() => states.push(status.textContent)).observe(status, { subtree: true, characterData: true, childList: true });
            }
            """);

        await Wait.UntilAsync(() => user.Streams.Count >= 4, TimeSpan.FromSeconds(60), "the stream was not opened again", Cancelled);
        await owner.PostAsync("documents", new { title = "After three tokens", content = "Bees." }, Cancelled);
        await page.GetByRole(AriaRole.Link, new() { Name = "After three tokens" }).WaitForAsync();

        Assert.All(user.Streams.Cursors.Skip(1), Assert.NotNull);
        var states = await page.EvaluateAsync<string[]>("states");
        Assert.DoesNotContain("Connection: Not connected", states);
        Assert.Equal(0, await page.GetByLabel("Your name").CountAsync());
    }
}
