using System.Buffers.Text;
using System.Net;
using System.Text.Json;
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

    [Theory]
    [InlineData(10)]
    [InlineData(3600)]
    public async Task A_token_lives_as_long_as_was_asked_for(int seconds)
    {
        using var response = await _anybody.PostAsync("/api/auth/token", $$"""{"userId":"alice","expiresIn":{{seconds}}}""");

        var answer = await response.ReadJsonAsync();
        Assert.Equal(seconds, answer.GetProperty("expiresIn").GetInt32());
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(answer.GetProperty("accessToken").GetString()!.Split('.')[1])).RootElement;
        Assert.Equal(seconds, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
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
    [InlineData("""{"userId":"alice","expiresIn":9}""", "expiresIn is 9; allowed are 10 to 3600 seconds.")]
    [InlineData("""{"userId":"alice","expiresIn":3601}""", "expiresIn is 3601; allowed are 10 to 3600 seconds.")]
    [InlineData("""{"userId":"alice","expiresIn":-1}""", "expiresIn is -1")]
    [InlineData("""{"userId":"alice","expiresIn":1.5}""", "expiresIn")]
    [InlineData("""{"userId":"alice","expiresIn":"soon"}""", "expiresIn")]
    [InlineData("""{"userId":"alice","expiresIn":99999999999}""", "expiresIn")]
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
