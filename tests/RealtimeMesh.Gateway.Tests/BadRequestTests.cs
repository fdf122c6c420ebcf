using System.Net;
using Microsoft.AspNetCore.Http;
using RealtimeMesh.Gateway.Tests.Hosting;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.Gateway.Tests;

public sealed class BadRequestTests
{
    private static readonly string Unsigned = TestGateway.Tokens.Sign(
        """{"alg":"none"}""",
        """{"sub":"alice","iss":"realtime-mesh","aud":"realtime-mesh","exp":4102444800}""");

    public static TheoryData<string, string?> BadTokens => new()
    {
        { "none", null },
        { "empty", "" },
        { "garbage", "garbage" },
        { "three parts of garbage", "a.b.c" },
        { "algorithm none", Unsigned[..(Unsigned.LastIndexOf('.') + 1)] },
        { "expired", TestGateway.Tokens.Create("alice", TimeSpan.FromMinutes(-5)) },
        { "someone else's key", new TestTokens().Create("alice") },
        { "another audience", TestGateway.Tokens.Create("alice", overrides: ("aud", "elsewhere")) },
        { "another issuer", TestGateway.Tokens.Create("alice", overrides: ("iss", "elsewhere")) },
        { "no expiry", TestGateway.Tokens.Create("alice", overrides: ("exp", null)) },
        { "no user", TestGateway.Tokens.Create("alice", overrides: ("sub", null)) },
        { "user id with a space", TestGateway.Tokens.Create("a b") },
        { "user id with a brace", TestGateway.Tokens.Create("{alice}") },
    };

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task Bad_token_is_401_and_goes_no_further(string what, string? token)
    {
        Assert.NotEmpty(what);
        await using var gateway = await TestGateway.WithBackendsAsync();

        (string, ErrorForm)[] paths =
            [("/api/events", ErrorForm.Stream), ("/rpc/events/subscribe", ErrorForm.Rpc), ("/api/documents", ErrorForm.Problem)];
        foreach (var (path, form) in paths)
        {
            using var response = await gateway.SendAsync(HttpMethod.Get, path, token);

            await response.AssertIsErrorAsync(form, 401);
            Assert.StartsWith("Bearer", Assert.Single(response.Headers.WwwAuthenticate).ToString(), StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        }

        Assert.Empty(gateway.Edge.Paths);
        Assert.Empty(gateway.Studio.Paths);
    }

    [Theory]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("GET", "/events", 404)]
    [InlineData("GET", "/openapi/v2.json", 404)]
    [InlineData("GET", "/admin/kick", 404)]
    [InlineData("GET", "/health", 404)]
    [InlineData("GET", "/index.html", 404)]
    [InlineData("GET", "/appsettings.json", 404)]
    [InlineData("POST", "/", 405)]
    [InlineData("DELETE", "/", 405)]
    public async Task Wrong_path_or_method_is_a_problem(string method, string path, int status)
    {
        await using var gateway = await TestGateway.WithBackendsAsync();

        using var response = await gateway.SendAsync(HttpMethod.Parse(method), path, TestGateway.Tokens.Create("alice"));

        await response.AssertIsErrorAsync(ErrorForm.Problem, status);
        Assert.Empty(gateway.Edge.Paths);
        Assert.Empty(gateway.Studio.Paths);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("/api/documents", ErrorForm.Problem, true)]
    [InlineData("/api/documents", ErrorForm.Problem, false)]
    [InlineData("/rpc/events/subscribe", ErrorForm.Rpc, true)]
    [InlineData("/rpc/events/subscribe", ErrorForm.Rpc, false)]
    public async Task Body_of_nine_mebibytes_is_413(string path, ErrorForm form, bool lengthIsDeclared)
    {
        await using var gateway = await TestGateway.WithBackendsAsync(edge: ReadAll, studio: ReadAll);
        using var request = TestGateway.Request(HttpMethod.Post, path, TestGateway.Tokens.Create("alice"), new ByteArrayContent(new byte[9 * 1024 * 1024]));
        request.Headers.TransferEncodingChunked = !lengthIsDeclared;
        request.Headers.ExpectContinue = lengthIsDeclared;

        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await response.AssertIsErrorAsync(form, 413);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("GET /api/events", "X-Long: {17000}\r\n", 431)]
    [InlineData("GET /{9000}", "", 414)]
    [InlineData("GET /api/events", "Content-Length: -1\r\n", 400)]
    [InlineData("GET /api/events", "Content-Length: 1\r\nContent-Length: 2\r\n", 400)]
    [InlineData("GET /%00", "", 400)]
    [InlineData("GET api/events", "", 400)]
    [InlineData("BREW /api/events", "", 401)]
    [InlineData("TRACE /api/events", "", 401)]
    [InlineData("CONNECT /api/events", "", 401)]
    public async Task Malformed_request_is_refused(string requestLine, string headers, int status)
    {
        await using var gateway = await TestGateway.WithBackendsAsync();

        var answer = await RawRequest.SendAsync(gateway.Origin, Expand(requestLine), Expand(headers), TestContext.Current.CancellationToken);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Empty(gateway.Edge.Paths);
        Assert.Equal(HttpStatusCode.OK, await gateway.StatusAsync("/health/live"));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_header_that_is_not_ASCII_is_passed_on_and_does_not_count_against_the_edge()
    {
        await using var gateway = await TestGateway.WithBackendsAsync();
        using var handler = new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero, RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 };
        using var http = new HttpClient(handler);
        for (var i = 0; i < 20; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Origin, "/api/events"));
            request.Headers.Authorization = new("Bearer", TestGateway.Tokens.Create("mallory"));
            request.Headers.TryAddWithoutValidation("X-Odd", "é");

            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("BREW", "")]
    [InlineData("TRACE", "")]
    [InlineData("CONNECT", "")]
    [InlineData("get", "")]
    [InlineData("GET", "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n")]
    [InlineData("GET", "Connection: Upgrade\r\nUpgrade: tls\r\n")]
    [InlineData("POST", "Expect: 200-maybe\r\nContent-Length: 0\r\n")]
    public async Task Odd_request_is_refused_and_not_held_against_the_service(string method, string headers)
    {
        await using var gateway = await TestGateway.WithBackendsAsync(edge: Refuse, studio: Refuse);

        foreach (var path in Enumerable.Repeat<string[]>(["/api/events", "/rpc/events/subscribe", "/api/documents"], 5).SelectMany(paths => paths))
        {
            var answer = await RawRequest.SendAsync(
                gateway.Origin,
                $"{method} {path}",
                $"Authorization: Bearer {TestGateway.Tokens.Create("alice")}\r\n{headers}",
                TestContext.Current.CancellationToken);

            Assert.StartsWith("HTTP/1.1 405 ", answer, StringComparison.Ordinal);
        }
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }

    private static string Expand(string text) =>
        text.Replace("{17000}", new string('x', 17_000), StringComparison.Ordinal).Replace("{9000}", new string('x', 9_000), StringComparison.Ordinal);

    private static Task ReadAll(HttpContext context) => context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
}
