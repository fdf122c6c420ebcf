using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.Edge.Tests.Requests;

public sealed class TokenTests(RedisFixture redis)
{
    // Long enough for every HMAC, so that nothing but the algorithm's name is wrong.
    private static readonly TestTokens Tokens = new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)));

    public static TheoryData<string, string?> BadTokens => new()
    {
        { "none at all", null },
        { "not a token", "abc" },
        { "three empty parts", ".." },
        { "unsigned", Unsigned() },
        { "HS512 with the right key", Hs512() },
        { "another key", new TestTokens().Create("eve") },
        { "cut signature", Tokens.Create("eve")[..^4] },
        { "expired", Tokens.Create("eve", TimeSpan.FromMinutes(-1)) },
        { "expired a moment ago", Tokens.Create("eve", TimeSpan.FromSeconds(-1)) },
        { "no expiry", Tokens.Create("eve", null, ("exp", null)) },
        { "not valid yet", Tokens.Create("eve", null, ("nbf", DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds())) },
        { "another issuer", Tokens.Create("eve", null, ("iss", "somebody")) },
        { "no issuer", Tokens.Create("eve", null, ("iss", null)) },
        { "another audience", Tokens.Create("eve", null, ("aud", "somebody")) },
        { "no audience", Tokens.Create("eve", null, ("aud", null)) },
        { "no user", Tokens.Create("eve", null, ("sub", null)) },
        { "empty user", Tokens.Create("") },
        { "user with a colon", Tokens.Create("eve:pos") },
        { "user with a pattern", Tokens.Create("*") },
        { "user with a hash tag", Tokens.Create("{eve}") },
        { "user with a line end", Tokens.Create("eve\n") },
        { "user with a space", Tokens.Create("e ve") },
        { "user in another script", Tokens.Create("еve") },
        { "user without end", Tokens.Create(new string('e', 129)) },
        { "user that is an object", Tokens.Create("eve", null, ("sub", new System.Text.Json.Nodes.JsonObject())) },
    };

    [Theory]
    [MemberData(nameof(BadTokens), DisableDiscoveryEnumeration = true)]
    public async Task Bad_token_is_refused_in_the_form_of_the_path(string what, string? token)
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, tokens: Tokens);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);

        using var plain = await http.GetAsync(new Uri(edge.Address, "/api/events"), TestContext.Current.CancellationToken);
        using var rpc = await http.PostAsync(new Uri(edge.Address, "/rpc/events/subscribe"), null, TestContext.Current.CancellationToken);

        Assert.True(plain.StatusCode is HttpStatusCode.Unauthorized, what);
        Assert.StartsWith("Bearer", plain.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        const string Error = """{"defined":true,"code":"UNAUTHORIZED","status":401,"message":"A valid bearer token is required."}""";
        Assert.Equal(Error, await plain.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("application/json", plain.Content.Headers.ContentType!.ToString());
        Assert.Equal($$"""{"json":{{Error}}}""", await rpc.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, edge.Streams.Count);
    }

    [Fact]
    public async Task Token_in_the_query_is_not_looked_at()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, tokens: Tokens);
        using var http = new HttpClient();

        using var response = await http.GetAsync(
            new Uri(edge.Address, $"/api/events?access_token={Tokens.Create("eve")}"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static string Unsigned() => $"{Encode("""{"alg":"none"}""")}.{Tokens.Create("eve").Split('.')[1]}.";

    private static string Hs512()
    {
        var signed = $"{Encode("""{"alg":"HS512","typ":"JWT"}""")}.{Tokens.Create("eve").Split('.')[1]}";
        var signature = HMACSHA512.HashData(Convert.FromBase64String(Tokens.SigningKey), Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part));
}
