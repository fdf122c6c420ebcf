using System.Net;
using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.BadInput;

public sealed class BadRequestsOnSqlite(Studios studios) : BadRequestTests(studios.OnSqlite);

public sealed class BadRequestsOnPostgres(Studios studios) : BadRequestTests(studios.OnPostgres);

/// <summary>Paths, queries, headers and methods that cannot be taken.</summary>
public abstract class BadRequestTests(TestStudio studio)
{
    public static readonly TheoryData<string, string> Queries = new(
        from path in (string[])["/api/documents", "/api/podcasts", "/api/voiceovers", "/api/infographics", "/api/jobs", "/api/activity"]
        from query in ((string Query, string Field)[])
        [
            ("limit=0", "limit"),
            ("limit=-1", "limit"),
            ("limit=101", "limit"),
            ("limit=all", "limit"),
            ("limit=1.5", "limit"),
            ("limit=", "limit"),
            ("limit=99999999999999999999", "limit"),
            ("limit=1&limit=2", "limit"),
            ("limit=%00", "limit"),
            ("cursor=", "cursor"),
            ("cursor=next", "cursor"),
            ("cursor=%00", "cursor"),
            ("cursor=' OR 1=1 --", "cursor"),
            ("cursor=0199b6a0-0000-7000-8000-000000000001&cursor=0199b6a0-0000-7000-8000-000000000002", "cursor"),
        ]
        select ($"{path}?{query.Query}", query.Field));

    [Theory]
    [MemberData(nameof(Queries), DisableDiscoveryEnumeration = true)]
    public async Task A_page_that_cannot_be_is_refused(string pathAndQuery, string field)
    {
        using var response = await studio.NewUser().GetAsync(pathAndQuery);

        await Problem.AssertAsync(response, HttpStatusCode.BadRequest, field);
    }

    [Theory]
    [InlineData("/api/documents/x")]
    [InlineData("/api/documents/1")]
    [InlineData("/api/documents/..%2f..%2fetc")]
    [InlineData("/api/documents/0199b6a0-0000-7000-8000-000000000001")]
    [InlineData("/api/documents/0199b6a0-0000-7000-8000-000000000001/content")]
    [InlineData("/api/documents/0199b6a0-0000-7000-8000-000000000001/owner")]
    [InlineData("/api/jobs/x")]
    [InlineData("/api/jobs/0199b6a0-0000-7000-8000-000000000001")]
    [InlineData("/api/users")]
    [InlineData("/api")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var response = await studio.NewUser().GetAsync(path);

        await Problem.AssertAsync(response, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("PUT", "/api/documents")]
    [InlineData("DELETE", "/api/documents")]
    [InlineData("POST", "/api/documents/0199b6a0-0000-7000-8000-000000000001")]
    [InlineData("GET", "/api/jobs/0199b6a0-0000-7000-8000-000000000001/cancel")]
    [InlineData("DELETE", "/api/jobs/0199b6a0-0000-7000-8000-000000000001")]
    [InlineData("POST", "/api/activity")]
    [InlineData("BREW", "/api/podcasts")]
    public async Task A_method_that_a_path_does_not_have_is_refused(string method, string path)
    {
        using var response = await studio.NewUser().SendAsync(new HttpMethod(method), path);

        await Problem.AssertAsync(response, HttpStatusCode.MethodNotAllowed);
    }

    public static readonly TheoryData<string[]> BadKeys = new((string[][])[[""], [" "], ["two words"], ["schlüssel"], [new string('k', 201)], ["one", "two"], ["one, two"]]);

    [Theory]
    [MemberData(nameof(BadKeys), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_idempotency_key_is_refused_and_makes_nothing(string[] keys)
    {
        var user = studio.NewUser();

        using var response = await user.PostAsync("/api/voiceovers", """{"text":"Hello"}""", [.. keys.Select(key => ("Idempotency-Key", key))]);

        await Problem.AssertAsync(response, HttpStatusCode.BadRequest, "Idempotency-Key");
        Assert.Equal(0, (await user.ReadAsync("/api/voiceovers")).GetProperty("items").GetArrayLength());
    }
}
