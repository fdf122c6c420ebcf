using System.Diagnostics;
using RealtimeMesh.Gateway.Tests.Hosting;
using RealtimeMesh.Testing.Http2;

namespace RealtimeMesh.Gateway.Tests.Streams;

public sealed class StreamRequestTests
{
    private static readonly string[] OfTheConnection =
        ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "te", "trailer", "host", "http2-settings", "content-length", "x-mine"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory(Timeout = 30_000)]
    [InlineData("GET /api/events?lastEventId=a%2Fb&types=x%20y HTTP/1.1", "", "")]
    [InlineData("GET /api/events/ HTTP/1.1", "Connection: keep-alive, X-Mine\r\nX-Mine: 1\r\nKeep-Alive: timeout=5\r\nProxy-Connection: close\r\nTE: gzip\r\nHTTP2-Settings: AAMAAABk\r\n", "")]
    [InlineData("POST /rpc/events/subscribe HTTP/1.1", "Content-Length: 38\r\n", "GET /admin HTTP/1.1\r\nHost: internal\r\n\r\n")]
    [InlineData("POST /rpc/events/subscribe HTTP/1.1", "Transfer-Encoding: chunked\r\nTrailer: X-T\r\n", "5\r\nGET /\r\n0\r\nX-T: 1\r\n\r\n")]
    [InlineData("GET /api/events HTTP/1.1", "Content-Length: 5\r\n", "GET /")]
    public async Task Edge_gets_one_request_with_pseudo_headers_of_the_gateway_and_none_of_the_connection(string requestLine, string headers, string body)
    {
        await using var edge = await ScriptedEdge.StartAsync();
        using var client = await edge.RequestAsync(requestLine, headers, body);
        using var connection = await edge.Server.AcceptAsync();
        var (id, fields) = await connection.ReadRequestAsync();
        await connection.SendAsync(TestFrames.Head(id), TestFrames.Data(id, "data: 1\n\n", ends: true));
        await client.ReadBodyAsync();

        var (method, path) = (requestLine.Split(' ')[0], requestLine.Split(' ')[1]);
        Assert.Equal([(":method", method), (":scheme", "http"), (":authority", edge.Server.EndPoint.ToString()), (":path", path)], fields[..4]);
        Assert.DoesNotContain(fields[4..], field => field.Name.StartsWith(':'));
        Assert.Empty(fields.Select(field => field.Name).Intersect(OfTheConnection.Except(["x-mine"])));
        Assert.Contains(("authorization", $"Bearer {ScriptedEdge.Token}"), fields);
        Assert.Contains(("x-forwarded-for", "127.0.0.1"), fields);

        // Whatever was in the body is no request of its own.
        using var next = await edge.RequestAsync("GET /api/events?next HTTP/1.1");
        Assert.Contains((":path", "/api/events?next"), (await connection.ReadRequestAsync()).Headers);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\nGET /admin HTTP/1.1\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "zz\r\n")]
    [InlineData(":path: /admin\r\n", "")]
    [InlineData("X-A: b\0c\r\n", "")]
    [InlineData("X A: b\r\n", "")]
    [InlineData(" X-A: b\r\n", "")]
    public async Task What_two_servers_could_read_differently_never_becomes_a_second_request(string headers, string body)
    {
        await using var gateway = await TestGateway.WithBackendsAsync(edge: _ => Task.CompletedTask);

        using var client = await RawClient.SendAsync(
            gateway.Origin,
            $"POST /rpc/events/subscribe HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer {ScriptedEdge.Token}\r\n{headers}\r\n{body}",
            receiveBuffer: null);
        await client.ReadToEndAsync();

        Assert.DoesNotContain("HTTP/1.1 5", client.Text, StringComparison.Ordinal);
        Assert.All(gateway.Edge.Paths, path => Assert.Equal("/rpc/events/subscribe", path));
        Assert.InRange(gateway.Edge.Paths.Count, 0, 1);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(64 * 1024, 200)]
    [InlineData((64 * 1024) + 1, 413)]
    public async Task Input_of_an_RPC_client_is_read_and_dropped_up_to_the_edges_limit(int bytes, int status)
    {
        await using var gateway = await TestGateway.WithBackendsAsync(edge: _ => Task.CompletedTask);
        foreach (var chunked in (bool[])[true, false])
        {
            using var request = TestGateway.Request(HttpMethod.Post, "/rpc/events/subscribe", ScriptedEdge.Token, new ByteArrayContent(new byte[bytes]));
            request.Headers.TransferEncodingChunked = chunked;

            using var response = await gateway.Client.SendAsync(request, Cancelled);

            Assert.Equal(status, (int)response.StatusCode);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Trace_of_the_client_goes_on_at_the_edge()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        await using var edge = await ScriptedEdge.StartAsync();
        using var client = await edge.RequestAsync(headers: $"traceparent: 00-{Trace}-b7ad6b7169203331-01\r\n");
        using var connection = await edge.Server.AcceptAsync();

        var (_, headers) = await connection.ReadRequestAsync();

        var (_, parent) = Assert.Single(headers, header => header.Name == "traceparent");
        Assert.StartsWith($"00-{Trace}-", parent, StringComparison.Ordinal);
        Assert.DoesNotContain("b7ad6b7169203331", parent, StringComparison.Ordinal);
    }
}
