using System.Net;
using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.BadInput;

public sealed class BadJsonOnSqlite(Studios studios) : BadJsonTests(studios.OnSqlite);

public sealed class BadJsonOnPostgres(Studios studios) : BadJsonTests(studios.OnPostgres);

/// <summary>Bodies that cannot be taken: path, body, and the words that the answer must have.</summary>
public abstract class BadJsonTests(TestStudio studio)
{
    private static readonly string TooLongTitle = new('t', 201);
    private static readonly string Points25 = string.Join(',', Enumerable.Repeat("""{"label":"a","value":1}""", 25));
    private static readonly string Ids11 = string.Join(',', Enumerable.Range(0, 11).Select(index => $"\"0199b6a0-0000-7000-8000-0000000000{index:00}\""));

    public static readonly TheoryData<string, string, string> AnyBody = new(
        from path in (string[])["/api/documents", "/api/podcasts", "/api/voiceovers", "/api/infographics", "PATCH"]
        from row in ((string Body, string Words)[])
        [
            ("", "body"),
            ("null", ""),
            ("{}", ""),
            ("[]", "JSON"),
            ("5", "JSON"),
            ("\"text\"", "JSON"),
            ("{", "JSON"),
            ("{\"title\":\"a", "JSON"),
            ("{\"title\":\"a\"}}", "JSON"),
            ("{'title':'a'}", "JSON"),
            (new string('[', 10_000), "JSON"),
            ("{\"title\":5}", "title"),
            ("{\"title\":{}}", "title"),
            ("{\"title\":\"\"}", "title"),
            ("{\"title\":\"  \"}", "title"),
            ("{\"title\":\"\\u0000\"}", "title"),
            ("{\"title\":\"\\ud800\"}", "title"),
            ($"{{\"title\":\"{TooLongTitle}\"}}", "title"),
            ("{\"titel\":\"a\"}", "titel"),
            ("{\"id\":\"0199b6a0-0000-7000-8000-000000000001\"}", "id"),
            ("{\"userId\":\"alice\"}", "userId"),
        ]
        select (path, row.Body, row.Words));

    public static readonly TheoryData<string, string, string> Fields = new()
    {
        { "/api/documents", """{"content":5}""", "content" },
        { "/api/documents", """{"content":""}""", "content" },
        { "/api/documents", """{"content":"a","contentBase64":"YQ=="}""", "contentBase64" },
        { "/api/documents", """{"contentBase64":"not base64!"}""", "contentBase64" },
        { "/api/documents", """{"contentBase64":""}""", "content" },
        { "/api/documents", """{"content":"a","format":"docx"}""", "format" },
        { "/api/documents", """{"content":"a","format":"PDF"}""", "format" },
        { "/api/documents", """{"content":"a","format":""}""", "format" },
        { "/api/documents", """{"content":"a","format":5}""", "format" },
        { "/api/documents", """{"content":"\ud800"}""", "content" },
        { "/api/podcasts", """{"documentIds":null}""", "documentIds" },
        { "/api/podcasts", """{"documentIds":[]}""", "documentIds" },
        { "/api/podcasts", $$"""{"documentIds":[{{Ids11}}]}""", "documentIds" },
        { "/api/podcasts", """{"documentIds":"all"}""", "documentIds" },
        { "/api/podcasts", """{"documentIds":["x"]}""", "documentIds" },
        { "/api/podcasts", """{"documentIds":[null]}""", "documentIds" },
        { "/api/podcasts", """{"documentIds":[5]}""", "documentIds" },
        { "/api/podcasts", """{"documentIds":["0199b6a0-0000-7000-8000-000000000001"]}""", "documentIds" },
        { "/api/podcasts", """{"documentIds":["00000000-0000-0000-0000-000000000000"]}""", "documentIds" },
        { "/api/podcasts", """{"documentIds":["0199b6a0-0000-7000-8000-000000000001"],"voice":"deep"}""", "voice" },
        { "/api/voiceovers", """{"text":null}""", "text" },
        { "/api/voiceovers", """{"text":""}""", "text" },
        { "/api/voiceovers", """{"text":"\n\t "}""", "text" },
        { "/api/voiceovers", """{"text":5}""", "text" },
        { "/api/voiceovers", """{"text":["a"]}""", "text" },
        { "/api/voiceovers", """{"text":"a\u0000b"}""", "text" },
        { "/api/voiceovers", """{"text":"\udc00"}""", "text" },
        { "/api/voiceovers", $$"""{"text":"{{new string('t', 10_001)}}"}""", "text" },
        { "/api/infographics", """{"points":[]}""", "points" },
        { "/api/infographics", $$"""{"points":[{{Points25}}]}""", "points" },
        { "/api/infographics", """{"points":"all"}""", "points" },
        { "/api/infographics", """{"points":[null]}""", "points[0].label" },
        { "/api/infographics", """{"points":[5]}""", "points" },
        { "/api/infographics", """{"points":[{"value":1}]}""", "points[0].label" },
        { "/api/infographics", """{"points":[{"label":"a","value":1},{"label":"","value":1}]}""", "points[1].label" },
        { "/api/infographics", """{"points":[{"label":"a"}]}""", "points[0].value" },
        { "/api/infographics", """{"points":[{"label":"a","value":-1}]}""", "points[0].value" },
        { "/api/infographics", """{"points":[{"label":"a","value":1e16}]}""", "points[0].value" },
        { "/api/infographics", """{"points":[{"label":"a","value":1e999}]}""", "points[0].value" },
        { "/api/infographics", """{"points":[{"label":"a","value":NaN}]}""", "points[0].value" },
        { "/api/infographics", """{"points":[{"label":"a","value":"NaN"}]}""", "points[0].value" },
        { "/api/infographics", """{"points":[{"label":"a","value":"Infinity"}]}""", "points[0].value" },
        { "/api/infographics", """{"points":[{"label":"a","value":true}]}""", "points[0].value" },
        { "/api/infographics", """{"points":[{"label":"a","value":1,"color":"red"}]}""", "color" },
        { "/api/infographics", """{"points":[{"label":"a\u0000","value":1}]}""", "points[0].label" },
        { "/api/infographics", $$"""{"points":[{"label":"{{new string('t', 101)}}","value":1}]}""", "points[0].label" },
        { "/api/infographics", """{"documentId":"x"}""", "documentId" },
        { "/api/infographics", """{"documentId":5}""", "documentId" },
        { "/api/infographics", """{"documentId":"0199b6a0-0000-7000-8000-000000000001"}""", "documentId" },
        { "/api/infographics", """{"documentId":"0199b6a0-0000-7000-8000-000000000001","points":[{"label":"a","value":1}]}""", "points" },
        { "PATCH", """{"title":null}""", "title" },
        { "PATCH", """{"title":"a","status":"ready"}""", "status" },
    };

    [Theory]
    [MemberData(nameof(AnyBody), DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Fields), DisableDiscoveryEnumeration = true)]
    public async Task Is_refused_and_the_answer_says_what_is_wrong(string path, string body, string words)
    {
        var user = studio.NewUser();

        using var response = path == "PATCH"
            ? await user.PatchAsync($"/api/documents/{(await user.CreateDocumentAsync()).Id}", body)
            : await user.PostAsync(path, body);

        await Problem.AssertAsync(response, HttpStatusCode.BadRequest, words);
    }

    [Theory]
    [InlineData("/api/voiceovers", "text/plain")]
    [InlineData("/api/voiceovers", "application/xml")]
    [InlineData("/api/voiceovers", "nonsense")]
    [InlineData("/api/voiceovers", null)]
    [InlineData("/api/documents", "text/plain")]
    [InlineData("/api/documents", null)]
    [InlineData("/api/documents", "application/x-www-form-urlencoded")]
    [InlineData("/api/documents", "application/json; charset=utf-7")]
    [InlineData("/api/voiceovers", "application/json; charset=utf-7")]
    [InlineData("/api/voiceovers", "application/json; charset=klingon")]
    [InlineData("/api/documents", "application/json; charset=klingon")]
    public async Task A_body_of_another_type_is_refused(string path, string? contentType)
    {
        using var body = new ByteArrayContent("""{"text":"Hello"}"""u8.ToArray());
        if (contentType is not null)
        {
            body.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        using var response = await studio.NewUser().SendAsync(HttpMethod.Post, path, body);

        await Problem.AssertAsync(response, HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml")]
    [InlineData("nonsense")]
    public async Task A_client_that_wants_another_form_gets_its_error_as_a_problem_all_the_same(string accept)
    {
        using var response = await studio.NewUser().PostAsync("/api/voiceovers", "{", ("Accept", accept));

        await Problem.AssertAsync(response, HttpStatusCode.BadRequest, "JSON");
    }
}
