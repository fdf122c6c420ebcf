using System.Net;
using System.Net.Http.Headers;
using System.Text;
using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Edge.Tests.Requests;

public sealed class HostileRequestTests(RedisFixture redis)
{
    [Theory]
    [InlineData("GET", "/", 404, "NOT_FOUND")]
    [InlineData("GET", "/api/events/other", 404, "NOT_FOUND")]
    [InlineData("GET", "/api/events/../../etc/passwd", 404, "NOT_FOUND")]
    [InlineData("GET", "/api/events%2f", 404, "NOT_FOUND")]
    [InlineData("POST", "/api/events", 405, "METHOD_NOT_SUPPORTED")]
    [InlineData("DELETE", "/api/events", 405, "METHOD_NOT_SUPPORTED")]
    [InlineData("OPTIONS", "/api/events", 405, "METHOD_NOT_SUPPORTED")]
    [InlineData("PUT", "/rpc/events/subscribe", 405, "METHOD_NOT_SUPPORTED")]
    [InlineData("POST", "/rpc/events/unsubscribe", 404, "NOT_FOUND")]
    public async Task Every_error_has_the_form_that_stream_clients_read(string method, string path, int status, string code)
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var http = new HttpClient();

        using var response = await edge.SendAsync(http, new HttpMethod(method), path, "mallory");

        Assert.Equal(status, (int)response.StatusCode);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var start = path.StartsWith("/rpc", StringComparison.Ordinal) ? """{"json":{"defined":true,""" : """{"defined":true,""";
        Assert.StartsWith($"{start}\"code\":\"{code}\",\"status\":{status},", body, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    [Trait("Category", "Slow")]
    public async Task A_body_that_stalls_ends_its_own_request_and_no_other_stream_of_the_connection()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var handler = new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero };
        using var http = new HttpClient(handler);
        using var listening = Http2Request(edge, HttpMethod.Get, "/api/events", "alice");
        using var bystander = await http.SendAsync(listening, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var events = await bystander.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var stalled = Http2Request(edge, HttpMethod.Post, "/rpc/events/subscribe", "mallory");
        stalled.Content = new StalledContent();

        using var response = await http.SendAsync(stalled, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestTimeout, response.StatusCode);
        await edge.Redis.Multiplexer.GetSubscriber().PublishAsync(StackExchange.Redis.RedisChannel.Literal("cs:sse:user:alice"), """{"type":"still_here"}""");
        using var reader = new StreamReader(events);
        var line = "";
        while (!line.Contains("still_here", StringComparison.Ordinal))
        {
            line = await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new EndOfStreamException();
        }
    }

    [Theory]
    [InlineData(64 * 1024, HttpStatusCode.OK, false)]
    [InlineData(60 * 1024, HttpStatusCode.OK, true)]
    [InlineData(64 * 1024 + 1, HttpStatusCode.RequestEntityTooLarge, false)]
    [InlineData(64 * 1024 + 1, HttpStatusCode.RequestEntityTooLarge, true)]
    public async Task Body_is_ignored_up_to_its_limit(int bytes, HttpStatusCode expected, bool chunked)
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var http = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(edge.Address, "/rpc/events/subscribe"))
        {
            Content = new ByteArrayContent(new byte[bytes]),
        };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", edge.Tokens.Create("mallory"));

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        if (expected is not HttpStatusCode.OK)
        {
            Assert.StartsWith(
                """{"json":{"defined":true,"code":"PAYLOAD_TOO_LARGE","status":413,""",
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Authorization", "Bearer ", 100_000, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    [InlineData("Last-Event-ID", "", 20_000, HttpStatusCode.OK)]
    [InlineData("Last-Event-ID", "../../*\"'", 0, HttpStatusCode.OK)]
    public async Task Odd_headers_are_refused_or_mean_nothing(string name, string value, int padding, HttpStatusCode expected)
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var http = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(edge.Address, "/api/events"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", edge.Tokens.Create("mallory"));
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value + new string('x', padding));
        if (name != "Authorization")
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", edge.Tokens.Create("mallory"));
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Stream_knows_only_the_user_of_the_token()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var http = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(edge.Address, "/rpc/events/subscribe?userId=alice&sub=alice"))
        {
            Content = new StringContent("""{"json":{"userId":"alice"}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", edge.Tokens.Create("mallory"));
        request.Headers.Add("X-User-Id", "alice");

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal("mallory", Assert.Single(edge.Streams.All).UserId);
    }

    private static HttpRequestMessage Http2Request(EdgeHost edge, HttpMethod method, string path, string userId) =>
        new(method, new Uri(edge.Address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", edge.Tokens.Create(userId)) },
        };

    /// <summary>Promises a body and sends a few bytes of it.</summary>
    private sealed class StalledContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync("{}"u8.ToArray(), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 60_000;
            return true;
        }
    }
}
