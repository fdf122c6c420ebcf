using System.Net;
using RealtimeMesh.Gateway.Tests.Hosting;

namespace RealtimeMesh.Gateway.Tests;

public sealed class WebAppNavigationTests : IAsyncLifetime
{
    // As Chromium asks for a page.
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    private readonly WebAppFolder _folder = new();
    private TestGateway _gateway = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.WithWebAppAsync(_folder);

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/documents")]
    [InlineData("HEAD", "/documents")]
    [InlineData("GET", "/documents/0199c0de-0000-7000-8000-000000000001?tab=text")]
    [InlineData("GET", "/sign-in/callback?code=a.b/c&state=d")]
    [InlineData("GET", "/apiary")]
    public async Task Every_address_that_a_browser_opens_begins_with_the_page(string method, string path)
    {
        using var response = await SendAsync(method, path, Browser);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        Assert.Equal(method is "GET" ? WebAppFolder.Page : "", await response.Content.ReadAsStringAsync(Cancelled));
    }

    [Theory]
    [InlineData("GET", "/api/nothing", Browser, 401, ErrorForm.Problem)]
    [InlineData("GET", "/api/events", Browser, 401, ErrorForm.Stream)]
    [InlineData("GET", "/rpc/nothing", Browser, 401, ErrorForm.Rpc)]
    [InlineData("GET", "/health/nothing", Browser, 404, ErrorForm.Problem)]
    [InlineData("GET", "/HEALTH", Browser, 404, ErrorForm.Problem)]
    [InlineData("GET", "/admin/users/alice", Browser, 404, ErrorForm.Problem)]
    [InlineData("GET", "/openapi/v2", Browser, 404, ErrorForm.Problem)]
    [InlineData("GET", "/assets/gone", Browser, 404, ErrorForm.Problem)]
    [InlineData("GET", "/assets/index-0ld.js", Browser, 404, ErrorForm.Problem)]
    [InlineData("GET", "/favicon.ico", Browser, 404, ErrorForm.Problem)]
    [InlineData("GET", "/index.html", "*/*", 404, ErrorForm.Problem)]
    [InlineData("GET", "/documents", "*/*", 404, ErrorForm.Problem)]
    [InlineData("GET", "/documents", "application/json", 404, ErrorForm.Problem)]
    [InlineData("GET", "/documents", "text/html;q=0", 404, ErrorForm.Problem)]
    [InlineData("GET", "/documents", null, 404, ErrorForm.Problem)]
    [InlineData("POST", "/documents", Browser, 404, ErrorForm.Problem)]
    [InlineData("DELETE", "/icon.svg", Browser, 404, ErrorForm.Problem)]
    public async Task What_is_no_page_of_the_app_keeps_its_error(string method, string path, string? accept, int status, ErrorForm form)
    {
        using var response = await SendAsync(method, path, accept);

        await response.AssertIsErrorAsync(form, status);
        Assert.False(response.Headers.Contains("Cross-Origin-Opener-Policy"));
    }

    [Theory]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/../secret.txt")]
    [InlineData("/assets/../../secret.txt")]
    [InlineData("/assets/..%2f..%2fsecret.txt")]
    [InlineData("/assets/%2e%2e/%2e%2e/secret.txt")]
    [InlineData("/%252e%252e/secret.txt")]
    [InlineData("/..\\secret.txt")]
    [InlineData("/..%5csecret.txt")]
    [InlineData("//secret.txt")]
    [InlineData("/./../secret.txt")]
    [InlineData("/.secret")]
    [InlineData("/..")]
    [InlineData("/...")]
    [InlineData("/..;/secret")]
    [InlineData("//etc/passwd")]
    [InlineData("/documents//x")]
    [InlineData("/documents%2f..%2fx")]
    public async Task Nothing_outside_the_app_is_found(string path)
    {
        var answer = await RawRequest.SendAsync(_gateway.Origin, $"GET {path}", $"Accept: {Browser}\r\n", Cancelled);

        // A server resolves dots before it looks: what is left of "/.." is "/".
        var isRoot = path is "/..";
        Assert.StartsWith(isRoot ? "HTTP/1.1 200 " : "HTTP/1.1 404 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("secret\r\n", answer, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> SendAsync(string method, string path, string? accept)
    {
        var request = TestGateway.Request(HttpMethod.Parse(method), path);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return _gateway.Client.SendAsync(request, Cancelled);
    }
}
