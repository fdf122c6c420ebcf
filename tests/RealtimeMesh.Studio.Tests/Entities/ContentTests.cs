using System.Net;
using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.Entities;

public sealed class ContentOnSqlite(Studios studios) : ContentTests(studios.OnSqlite);

public sealed class ContentOnPostgres(Studios studios) : ContentTests(studios.OnPostgres);

public abstract class ContentTests(TestStudio studio)
{
    private const string Page = "<script>alert(1)</script>";

    [Fact]
    public async Task An_uploaded_page_comes_back_but_may_not_act_as_one_of_ours()
    {
        var (user, path) = await UploadAsync();

        using var response = await user.GetAsync(path);

        Assert.Equal(Page, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("sandbox", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl?.Private);
    }

    [Fact]
    public async Task A_range_of_it_can_be_read()
    {
        var (user, path) = await UploadAsync();

        using var response = await user.GetAsync(path, ("Range", "bytes=1-6"));
        using var beyond = await user.GetAsync(path, ("Range", "bytes=900-"));

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("script", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"bytes 1-6/{Page.Length}", response.Content.Headers.ContentRange?.ToString());
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
    }

    [Fact]
    public async Task Who_has_it_already_is_not_sent_it_again()
    {
        var (user, path) = await UploadAsync();
        using var first = await user.GetAsync(path);

        using var again = await user.GetAsync(path, ("If-None-Match", $"{first.Headers.ETag}"));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task What_a_job_has_not_made_yet_is_not_found_and_says_why()
    {
        var user = studio.NewUser();
        var voiceover = await user.CreateAsync("/api/voiceovers", """{"text":"Hello"}""");

        using var response = await user.GetAsync($"/api/voiceovers/{voiceover.Id}/content");

        await Problem.AssertAsync(response, HttpStatusCode.NotFound, "not made this yet");
    }

    private async Task<(TestUser User, string Path)> UploadAsync()
    {
        var user = studio.NewUser();
        var document = await user.CreateAsync("/api/documents", $$"""{"format":"html","content":"{{Page}}"}""");

        return (user, $"/api/documents/{document.Id}/content");
    }
}
