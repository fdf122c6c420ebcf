using System.Net;
using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.SignIn;

public sealed class TokenEndpointTests(DevelopmentStudio development, Studios studios) : IClassFixture<DevelopmentStudio>
{
    private readonly TestUser _anybody = development.Studio.WithToken(null);

    [Fact]
    public async Task In_development_anybody_gets_a_token_that_works()
    {
        using var response = await _anybody.PostAsync("/api/auth/token", """{"userId":"alice"}""");

        var answer = await response.ReadJsonAsync();
        Assert.Equal("Bearer", answer.GetProperty("tokenType").GetString());
        Assert.Equal(3600, answer.GetProperty("expiresIn").GetInt32());
        var alice = development.Studio.WithToken(answer.GetProperty("accessToken").GetString());
        await alice.CreateDocumentAsync();
    }

    [Fact]
    public void The_key_that_was_made_is_its_owners_only()
    {
        var key = Assert.Single(development.DataFolder.GetFiles("development-signing-key*"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, key.UnixFileMode);
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("null", "body")]
    [InlineData("{", "JSON")]
    [InlineData("[]", "JSON")]
    [InlineData("{}", "userId")]
    [InlineData("""{"userId":null}""", "userId")]
    [InlineData("""{"userId":5}""", "userId")]
    [InlineData("""{"userId":""}""", "userId")]
    [InlineData("""{"userId":"*"}""", "userId")]
    [InlineData("""{"userId":"al ice"}""", "userId")]
    [InlineData("""{"userId":"alice\n"}""", "userId")]
    [InlineData("""{"userId":"\ud800"}""", "userId")]
    [InlineData("""{"user":"alice"}""", "user")]
    [InlineData("""{"userId":"alice","admin":true}""", "admin")]
    public async Task A_bad_request_for_a_token_is_refused(string body, string words)
    {
        using var response = await _anybody.PostAsync("/api/auth/token", body);

        await Problem.AssertAsync(response, HttpStatusCode.BadRequest, words);
    }

    [Theory]
    [InlineData("POST", "/api/auth/token")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("GET", "/scalar/")]
    [InlineData("GET", "/scalar/v1")]
    public async Task Outside_development_none_of_it_is_there(string method, string path)
    {
        using var response = await studios.OnSqlite.WithToken(null).SendAsync(new HttpMethod(method), path, TestUser.Json("""{"userId":"alice"}"""));

        await Problem.AssertAsync(response, HttpStatusCode.NotFound);
    }
}
