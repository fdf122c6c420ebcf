using System.Net;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Tests.Entities;
using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.Idempotency;

public sealed class IdempotencyOnSqlite(Studios studios) : IdempotencyTests(studios.OnSqlite);

public sealed class IdempotencyOnPostgres(Studios studios) : IdempotencyTests(studios.OnPostgres);

public abstract class IdempotencyTests(TestStudio studio)
{
    private const string Path = "/api/voiceovers";
    private const string Body = """{"text":"Hello"}""";
    private static readonly (string, string) Key = ("Idempotency-Key", "same-key");

    [Fact]
    public async Task The_same_request_again_gets_the_same_answer_and_makes_nothing()
    {
        var user = studio.NewUser();

        using var first = await user.PostAsync(Path, Body, Key);
        using var again = await user.PostAsync(Path, Body, Key);

        Assert.Equal(await Created.FromAsync(first), await Created.FromAsync(again));
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(first.Content.Headers.ContentType?.MediaType, again.Content.Headers.ContentType?.MediaType);
        Assert.Single(await user.ListIdsAsync(Path));
        Assert.Single(await user.ListIdsAsync("/api/activity"));
    }

    [Fact]
    public async Task Ten_at_once_make_one_entity_and_all_get_its_answer()
    {
        var user = studio.NewUser();

        var created = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => user.CreateAsync(Path, Body, Key)));

        Assert.Single(created.Distinct());
        Assert.Single(await user.ListIdsAsync(Path));
        Assert.Single(await user.ListIdsAsync("/api/jobs"));
    }

    [Fact]
    public async Task Another_body_or_path_under_a_used_key_is_refused()
    {
        var user = studio.NewUser();
        await user.CreateAsync(Path, Body, Key);

        using var otherBody = await user.PostAsync(Path, """{"text":"Goodbye"}""", Key);
        using var otherPath = await user.PostAsync("/api/documents", """{"content":"Hello"}""", Key);

        await Problem.AssertAsync(otherBody, HttpStatusCode.UnprocessableEntity, "Idempotency-Key");
        await Problem.AssertAsync(otherPath, HttpStatusCode.UnprocessableEntity, "Idempotency-Key");
    }

    [Fact]
    public async Task Two_users_may_have_the_same_key()
    {
        var (one, two) = (studio.NewUser(), studio.NewUser());

        var first = await one.CreateAsync(Path, Body, Key);
        var second = await two.CreateAsync(Path, Body, Key);

        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task A_refused_request_does_not_use_up_its_key()
    {
        var user = studio.NewUser();

        using var refused = await user.PostAsync(Path, """{"text":""}""", Key);
        await user.CreateAsync(Path, Body, Key);

        await Problem.AssertAsync(refused, HttpStatusCode.BadRequest, "text");
    }

    [Fact]
    public async Task A_form_sent_again_is_the_same_whatever_its_boundary_and_another_file_is_not()
    {
        var user = studio.NewUser();

        using var first = await UploadAsync(user, "Hello");
        using var again = await UploadAsync(user, "Hello");
        using var other = await UploadAsync(user, "Something else");

        Assert.Equal(await Created.FromAsync(first), await Created.FromAsync(again));
        await Problem.AssertAsync(other, HttpStatusCode.UnprocessableEntity, "Idempotency-Key");
        Assert.Single(await user.ListIdsAsync("/api/documents"));
    }

    [Theory]
    [InlineData("cancel", JobStatus.Queued, HttpStatusCode.OK)]
    [InlineData("retry", JobStatus.Failed, HttpStatusCode.Accepted)]
    public async Task Ten_who_cancel_or_retry_under_one_key_get_the_one_answer(string action, JobStatus before, HttpStatusCode expected)
    {
        var user = studio.NewUser();
        var created = await user.CreateAsync(Path, Body);
        await studio.SetJobAsync(created.JobId, job => job.Status = before);

        var responses = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => user.PostAsync($"/api/jobs/{created.JobId}/{action}", "", Key)));

        var bodies = await Task.WhenAll(responses.Select(response => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.All(responses, response => Assert.Equal(expected, response.StatusCode));
        Assert.Single(bodies.Distinct());
    }

    private static Task<HttpResponseMessage> UploadAsync(TestUser user, string text) => user.SendAsync(
        HttpMethod.Post,
        "/api/documents",
        new MultipartFormDataContent { { new StringContent(text), "file", "notes.md" }, { new StringContent("Notes"), "title" } },
        Key);
}
