using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using RealtimeMesh.Studio.Tests.Hosting;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.Studio.Tests.BadInput;

/// <summary>Tokens that are not believed.</summary>
public sealed class BadTokenTests(Studios studios)
{
    private const string Claims = """{"iss":"realtime-mesh","aud":"realtime-mesh","sub":"alice","exp":4102444800}""";
    private readonly TestStudio _studio = studios.OnSqlite;

    public static readonly TheoryData<string, Func<TestTokens, string?>> Tokens = new()
    {
        { "none", _ => null },
        { "empty", _ => "" },
        { "garbage", _ => "garbage" },
        { "three parts of garbage", _ => "a.b.c" },
        { "64 KiB are too much for a header, 16 KiB are not", _ => new string('x', 16 * 1024) },
        { "alg none", tokens => Unsigned(tokens, "none") },
        { "alg None", tokens => Unsigned(tokens, "None") },
        { "the signature is missing", tokens => tokens.Create("alice")[..(tokens.Create("alice").LastIndexOf('.') + 1)] },
        { "another key", _ => new TestTokens().Create("alice") },
        { "HS512 with the right key", HmacSha512 },
        { "the header says RS256", tokens => tokens.Sign("""{"alg":"RS256","typ":"JWT"}""", Claims) },
        { "expired", tokens => tokens.Create("alice", TimeSpan.FromMinutes(-1)) },
        { "never expires", tokens => tokens.Create("alice", overrides: ("exp", null)) },
        { "not valid yet", tokens => tokens.Create("alice", overrides: ("nbf", DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds())) },
        { "another issuer", tokens => tokens.Create("alice", overrides: ("iss", "somebody")) },
        { "no issuer", tokens => tokens.Create("alice", overrides: ("iss", null)) },
        { "another audience", tokens => tokens.Create("alice", overrides: ("aud", "something")) },
        { "no audience", tokens => tokens.Create("alice", overrides: ("aud", null)) },
        { "no sub", tokens => tokens.Create("alice", overrides: ("sub", null)) },
        { "two subs", tokens => tokens.Create("alice", overrides: ("sub", new JsonArray("al:ice", "bob"))) },
        { "a number for a sub, with a sign", tokens => tokens.Create("alice", overrides: ("sub", new JsonObject { ["id"] = "alice" })) },
    };

    public static readonly TheoryData<string> Subjects =
    [
        "", " ", "*", "alice*", "{", "{alice}", "cs:sse:user:bob", "a:b", "alice\n", "\nalice", "alice\r\nbob", "a\0b", "a b", "a/b", "../bob", "a'b", "a\"b",
        "аlice", "alice\u200b", "ａlice", "ålice", "🎧", "alice%20", "a?b", "a[b]", new string('a', 129), new string('a', 4096),
    ];

    [Theory]
    [MemberData(nameof(Tokens), DisableDiscoveryEnumeration = true)]
    public async Task A_token_that_is_not_good_opens_nothing(string what, Func<TestTokens, string?> token)
    {
        Assert.NotEmpty(what);
        var caller = _studio.WithToken(token(_studio.Tokens));

        using var list = await caller.GetAsync("/api/documents");
        using var post = await caller.PostAsync("/api/documents", """{"content":"Hello"}""", ("Idempotency-Key", "key"));

        await Problem.AssertAsync(list, HttpStatusCode.Unauthorized);
        await Problem.AssertAsync(post, HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(Subjects), DisableDiscoveryEnumeration = true)]
    public async Task A_user_id_that_could_mean_something_elsewhere_is_not_taken(string subject)
    {
        using var response = await _studio.WithToken(_studio.Tokens.Create(subject)).GetAsync("/api/documents");

        await Problem.AssertAsync(response, HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("auth0|5f7c8ec7c33c6c004bbafe82")]
    [InlineData("alice@example.com")]
    [InlineData("248289761001")]
    public async Task User_ids_as_identity_providers_make_them_are_taken(string subject)
    {
        using var response = await _studio.WithToken(_studio.Tokens.Create(subject)).GetAsync("/api/documents");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static string Unsigned(TestTokens tokens, string algorithm)
    {
        var token = tokens.Sign($$"""{"alg":"{{algorithm}}","typ":"JWT"}""", Claims);
        return token[..(token.LastIndexOf('.') + 1)];
    }

    private static string HmacSha512(TestTokens tokens)
    {
        var token = tokens.Sign("""{"alg":"HS512","typ":"JWT"}""", Claims);
        var signed = token[..token.LastIndexOf('.')];
        var signature = HMACSHA512.HashData(Convert.FromBase64String(tokens.SigningKey), Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{System.Buffers.Text.Base64Url.EncodeToString(signature)}";
    }
}
