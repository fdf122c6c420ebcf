using Microsoft.Extensions.Hosting;
using RealtimeMesh.Gateway.Tests.Hosting;

namespace RealtimeMesh.Gateway.Tests;

/// <summary>What the web app is told of where it runs, and whom its page lets it talk to.</summary>
public sealed class WebAppConfigTests : IDisposable
{
    private static readonly (string, string?)[] Authority = [("Auth:SigningKey", null), ("Auth:Authority", "https://login.example:8443/realms/studio")];

    private readonly WebAppFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 30_000)]
    public async Task In_Development_with_a_signing_key_a_token_is_asked_for()
    {
        await using var gateway = await TestGateway.WithWebAppAsync(_folder, Environments.Development);

        Assert.Equal("""{"signIn":{"kind":"development"}}""", await ConfigAsync(gateway));
    }

    [Fact(Timeout = 30_000)]
    public async Task With_an_authority_and_a_client_id_the_app_signs_in_there()
    {
        await using var gateway = await TestGateway.WithWebAppAsync(_folder, settings: [.. Authority, ("WebApp:ClientId", "studio-web")]);

        Assert.Equal(
            """{"signIn":{"kind":"oidc","authority":"https://login.example:8443/realms/studio","clientId":"studio-web","scope":"openid profile"}}""",
            await ConfigAsync(gateway));
    }

    [Fact(Timeout = 30_000)]
    public async Task Scope_is_a_setting()
    {
        await using var gateway = await TestGateway.WithWebAppAsync(
            _folder, Environments.Development, [.. Authority, ("WebApp:ClientId", "studio-web"), ("WebApp:Scope", "openid mesh")]);

        Assert.Contains("\"scope\":\"openid mesh\"", await ConfigAsync(gateway), StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Otherwise_nobody_can_sign_in(bool hasAuthority)
    {
        await using var gateway = await TestGateway.WithWebAppAsync(_folder, settings: hasAuthority ? Authority : []);

        Assert.Equal("""{"signIn":{"kind":"none"}}""", await ConfigAsync(gateway));
    }

    [Fact(Timeout = 30_000)]
    public async Task The_page_loads_and_talks_to_its_own_origin_only()
    {
        await using var gateway = await TestGateway.WithWebAppAsync(_folder);

        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; "
            + "connect-src 'self'; frame-src 'none'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            await HeaderAsync(gateway, "Content-Security-Policy"));
        Assert.Equal("no-referrer", await HeaderAsync(gateway, "Referrer-Policy"));
        Assert.Equal("same-origin", await HeaderAsync(gateway, "Cross-Origin-Opener-Policy"));
        Assert.Equal("nosniff", await HeaderAsync(gateway, "X-Content-Type-Options"));
    }

    [Fact(Timeout = 30_000)]
    public async Task The_authority_may_be_called_and_renew_a_sign_in_in_a_frame()
    {
        await using var gateway = await TestGateway.WithWebAppAsync(_folder, settings: [.. Authority, ("WebApp:ClientId", "studio-web")]);

        var policy = (await HeaderAsync(gateway, "Content-Security-Policy")).Split("; ");

        Assert.Contains("connect-src 'self' https://login.example:8443", policy);
        Assert.Contains("frame-src 'self' https://login.example:8443", policy);
        Assert.Contains("frame-ancestors 'self'", policy);
    }

    private static async Task<string> ConfigAsync(TestGateway gateway)
    {
        using var response = await gateway.SendAsync(HttpMethod.Get, "/config.json");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string> HeaderAsync(TestGateway gateway, string name)
    {
        using var response = await gateway.SendAsync(HttpMethod.Get, "/");
        return Assert.Single(response.Headers.GetValues(name));
    }
}
