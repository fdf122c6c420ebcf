using System.Net;
using System.Net.Http.Headers;
using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Edge.Tests.Requests;

/// <summary>Ids that would mean something in a key, a channel or a pattern, or look like another user's. Their tokens are good otherwise.</summary>
public sealed class HostileUserIdTests(RedisFixture redis)
{
    private static readonly (string What, string UserId)[] _refused =
    [
        ("an opening brace", "{"),
        ("a closing brace", "}"),
        ("a hash tag's end", "alice}"),
        ("a hash tag's beginning", "{alice"),
        ("an empty hash tag", "{}alice"),
        ("a key of another user", "alice}:pos"),
        ("a colon alone", ":"),
        ("a pattern in a name", "ali?e"),
        ("a set in a name", "[a]lice"),
        ("a line end and a command", "alice\r\nFLUSHALL"),
        ("a NUL", "alice\0"),
        ("four kibibytes", new string('a', 4096)),
        ("full-width letters", "ａｌｉｃｅ"),
        ("a combining accent", "alice\u0301"),
        ("a zero-width joiner", "al\u200dice"),
        ("a byte order mark", "\ufeffalice"),
        ("another direction", "\u202eecila"),
        ("an emoji", "alice🎙"),
        ("a space before", " alice"),
        ("a space behind", "alice "),
        ("a path", "../alice"),
        ("an escape", "alice%3apos"),
    ];

    [Fact]
    public async Task Id_that_could_mean_something_else_is_refused_with_the_reason()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var http = new HttpClient();
        foreach (var (what, userId) in _refused)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(edge.Address, "/api/events"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", edge.Tokens.Create(userId));

            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

            Assert.True(response.StatusCode is HttpStatusCode.Unauthorized, what);
            Assert.Equal(
                "Bearer error=\"invalid_token\", error_description=\"The token's sub is missing or not allowed: 1 to 128 ASCII letters, digits and . _ - @ | + ~ =.\"",
                response.Headers.WwwAuthenticate.ToString());
            Assert.Equal(0, edge.Streams.Count);
        }
    }
}
