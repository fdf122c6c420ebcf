using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using RealtimeMesh.Gateway.Tests.Hosting;

namespace RealtimeMesh.Gateway.Tests;

public sealed class WebAppFileTests : IAsyncLifetime
{
    private const string Script = "/assets/index-1a2b3c.js";

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
    [InlineData("/", "text/html; charset=utf-8", "no-cache")]
    [InlineData("/icon.svg", "image/svg+xml", "no-cache")]
    [InlineData(Script, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable")]
    [InlineData("/assets/index-4d5e6f.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable")]
    [InlineData("/assets/font-7a8b9c.woff2", "font/woff2", "public, max-age=31536000, immutable")]
    public async Task Files_have_their_type_and_only_hashed_ones_are_kept_by_caches(string path, string type, string cacheControl)
    {
        using var response = await _gateway.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
        Assert.Equal(cacheControl, Assert.Single(response.Headers.NonValidated["Cache-Control"]));
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, br;q=0", "gzip")]
    [InlineData("identity", null)]
    [InlineData(null, null)]
    public async Task A_script_is_compressed_as_the_browser_can_read_it(string? accepted, string? encoding)
    {
        using var response = await GetAsync(Script, ("Accept-Encoding", accepted));

        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("Accept-Encoding", Assert.Single(response.Headers.Vary));
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
        await using Stream plain = encoding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(plain);
        Assert.Equal(WebAppFolder.Script, await reader.ReadToEndAsync(Cancelled));
    }

    [Fact]
    public async Task What_does_not_get_smaller_is_sent_as_it_is()
    {
        using var response = await GetAsync("/assets/font-7a8b9c.woff2", ("Accept-Encoding", "br"));

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal([0, 1, 2, 3], await response.Content.ReadAsByteArrayAsync(Cancelled));
    }

    [Fact]
    public async Task A_page_that_has_not_changed_is_not_sent_again()
    {
        using var first = await GetAsync("/");

        using var again = await GetAsync("/", ("If-None-Match", $"{first.Headers.ETag}"));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Equal("no-cache", Assert.Single(again.Headers.NonValidated["Cache-Control"]));
    }

    [Fact]
    public async Task Every_form_of_a_file_has_an_entity_tag_of_its_own()
    {
        var tags = new List<EntityTagHeaderValue?>();
        foreach (var encoding in (string[])["br", "gzip", "identity"])
        {
            using var response = await GetAsync(Script, ("Accept-Encoding", encoding));
            tags.Add(response.Headers.ETag);
        }

        Assert.Equal(3, tags.Distinct().Count());
        Assert.DoesNotContain(null, tags);
    }

    [Fact]
    public async Task HEAD_answers_as_GET_does_without_the_body()
    {
        using var response = await _gateway.SendAsync(HttpMethod.Head, Script);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(WebAppFolder.Script.Length, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancelled));
    }

    [Fact]
    public async Task A_page_load_costs_no_budget()
    {
        await using var tight = await TestGateway.WithWebAppAsync(
            _folder, settings: [("Limits:StreamBurst", "1"), ("Limits:StreamsPerSecond", "1"), ("Limits:WriteBurst", "1"), ("Limits:WritesPerSecond", "1")]);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await tight.StatusAsync("/"));
            Assert.Equal(HttpStatusCode.OK, await tight.StatusAsync(Script));
            Assert.Equal(HttpStatusCode.OK, await tight.StatusAsync("/config.json"));
        }
    }

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string? Value)[] headers)
    {
        using var request = TestGateway.Request(HttpMethod.Get, path);
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _gateway.Client.SendAsync(request, Cancelled);
    }
}
