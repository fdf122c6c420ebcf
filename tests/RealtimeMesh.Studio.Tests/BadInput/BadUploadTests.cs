using System.Net;
using System.Text;
using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.BadInput;

public sealed class BadUploadsOnSqlite(Studios studios) : BadUploadTests(studios.OnSqlite);

public sealed class BadUploadsOnPostgres(Studios studios) : BadUploadTests(studios.OnPostgres);

/// <summary>Documents that are too large, and forms that cannot be taken.</summary>
public abstract class BadUploadTests(TestStudio studio)
{
    private const int FiveMebibytes = 5 * 1024 * 1024;
    private const string File = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"notes.md\"\r\n\r\nHello\r\n";

    public static readonly TheoryData<string, string> Forms = new()
    {
        { "", "form" },
        { "nonsense", "form" },
        { "--b", "form" },
        { "--b--\r\n", "file" },
        { File, "form" },
        { $"{File[..^10]}", "form" },
        { $"{File}{File}--b--\r\n", "file" },
        { "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nNotes\r\n--b--\r\n", "file" },
        { "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"notes.md\"\r\n\r\n\r\n--b--\r\n", "content" },
        { $"{File}--b\r\nContent-Disposition: form-data; name=\"titel\"\r\n\r\nNotes\r\n--b--\r\n", "titel" },
        { $"{File}--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n{new string('t', 201)}\r\n--b--\r\n", "title" },
        { $"{File}--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\na\0b\r\n--b--\r\n", "title" },
        { $"{File}--b\r\nContent-Disposition: form-data; name=\"format\"\r\n\r\ndocx\r\n--b--\r\n", "format" },
        { $"--b\r\nContent-Disposition: {new string('x', 20_000)}\r\n\r\nHello\r\n--b--\r\n", "form" },
        { $"--b\r\nnot a header\r\n\r\nHello\r\n--b--\r\n", "form" },
    };

    [Theory]
    [MemberData(nameof(Forms), DisableDiscoveryEnumeration = true)]
    public async Task A_form_that_cannot_be_taken_is_refused(string form, string words)
    {
        using var response = await PostFormAsync(studio.NewUser(), form);

        await Problem.AssertAsync(response, HttpStatusCode.BadRequest, words);
    }

    [Theory]
    [MemberData(nameof(Forms), DisableDiscoveryEnumeration = true)]
    public async Task It_is_refused_under_an_idempotency_key_too(string form, string words)
    {
        using var response = await PostFormAsync(studio.NewUser(), form, headers: ("Idempotency-Key", "key"));

        await Problem.AssertAsync(response, HttpStatusCode.BadRequest, words);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    public async Task A_form_without_parts_is_refused(string contentType)
    {
        using var response = await PostFormAsync(studio.NewUser(), $"{File}--b--\r\n", contentType);

        await Problem.AssertAsync(response, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("/etc/passwd", "passwd")]
    [InlineData("<script>alert(1)<\\/script>.md", null)]
    [InlineData("..", null)]
    [InlineData(".md", null)]
    [InlineData("", null)]
    [InlineData("CON", "CON")]
    [InlineData("nul\0byte.md", null)]
    [InlineData("日本語 🎧.md", "日本語 🎧")]
    public async Task A_hostile_file_name_is_a_harmless_title_or_refused(string fileName, string? title)
    {
        var user = studio.NewUser();

        using var response = await PostFormAsync(user, $"{File.Replace("notes.md", fileName, StringComparison.Ordinal)}--b--\r\n");

        if (title is null)
        {
            Assert.True(response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.BadRequest, $"{response.StatusCode}");
            return;
        }

        var created = await Created.FromAsync(response);
        Assert.Equal(title, (await user.ReadAsync($"/api/documents/{created.Id}")).GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_very_long_file_name_is_cut_to_a_title()
    {
        var user = studio.NewUser();

        using var response = await PostFormAsync(user, $"{File.Replace("notes", new string('n', 5_000), StringComparison.Ordinal)}--b--\r\n");

        var created = await Created.FromAsync(response);
        Assert.Equal(new string('n', 200), (await user.ReadAsync($"/api/documents/{created.Id}")).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Five_mebibytes_are_taken_and_one_byte_more_is_not()
    {
        var user = studio.NewUser();
        var largest = Convert.ToBase64String(new byte[FiveMebibytes]);
        var tooLarge = Convert.ToBase64String(new byte[FiveMebibytes + 1]);

        await user.CreateAsync("/api/documents", $$"""{"contentBase64":"{{largest}}"}""");
        using var json = await user.PostAsync("/api/documents", $$"""{"contentBase64":"{{tooLarge}}"}""");
        using var text = await user.PostAsync("/api/documents", $$"""{"content":"{{new string('a', FiveMebibytes + 1)}}"}""");
        using var form = await PostFormAsync(user, $"{File.Replace("Hello", new string('a', FiveMebibytes + 1), StringComparison.Ordinal)}--b--\r\n");

        await Problem.AssertAsync(json, HttpStatusCode.BadRequest, "content", "5 MiB");
        await Problem.AssertAsync(text, HttpStatusCode.BadRequest, "content", "5 MiB");
        await Problem.AssertAsync(form, HttpStatusCode.BadRequest, "content", "5 MiB");
    }

    [Theory]
    [InlineData("/api/documents", "multipart/form-data; boundary=b")]
    [InlineData("/api/documents", "application/json")]
    [InlineData("/api/voiceovers", "application/json")]
    public async Task A_body_of_nine_mebibytes_is_not_read(string path, string contentType)
    {
        using var body = new ByteArrayContent(new byte[9 * 1024 * 1024]);
        body.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var plain = await studio.NewUser().SendAsync(HttpMethod.Post, path, body, ("Expect", "100-continue"));
        using var withKey = await studio.NewUser().SendAsync(HttpMethod.Post, path, body, ("Expect", "100-continue"), ("Idempotency-Key", "key"));

        await Problem.AssertAsync(plain, HttpStatusCode.RequestEntityTooLarge);
        await Problem.AssertAsync(withKey, HttpStatusCode.RequestEntityTooLarge);
    }

    private static async Task<HttpResponseMessage> PostFormAsync(
        TestUser user, string form, string contentType = "multipart/form-data; boundary=b", params (string, string)[] headers)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
        body.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await user.SendAsync(HttpMethod.Post, "/api/documents", body, headers);
    }
}
