using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Edge.Tests.Ports;

public sealed class SharedPortTests(RedisFixture redis)
{
    // An empty SETTINGS frame; the server's answer begins with its own.
    private static readonly byte[] Settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task One_port_speaks_both_versions(string version)
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var http = Client(new Version(version));

        using var response = await http.GetAsync(new Uri(edge.Address, "/health/live"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(new Version(version), response.Version);
    }

    [Fact]
    public async Task Hundreds_of_streams_share_a_few_http2_connections()
    {
        const int Count = 300;
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var gateway = Client(HttpVersion.Version20);
        var responses = await Task.WhenAll(Enumerable.Range(0, Count).Select(n => edge.SendAsync(gateway, HttpMethod.Get, "/api/events", $"many-{n}")));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Equal(Count, edge.Streams.Count);
        await Task.WhenAll(responses.Select(async (response, n) =>
        {
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
            await edge.PublishAsync($"many-{n}", $$"""{"type":"for-{{n}}"}""");
            while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) != $$"""data: {"type":"for-{{n}}"}""")
            {
            }
        }));

        await Wait.UntilAsync(() => edge.Streams.Count == 0, TimeSpan.FromSeconds(10), "streams are still held", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Preface_may_come_in_pieces()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var client = await ConnectAsync(edge);
        foreach (var piece in new[] { "P", "R", "I * HTTP/2.0\r\n", "\r\nSM\r\n\r\n" })
        {
            await SendAsync(client, piece);
        }

        await client.SendAsync(Settings, TestContext.Current.CancellationToken);

        var answer = new byte[9];
        await ReceiveAsync(client, answer);
        Assert.Equal(4, answer[3]);
    }

    [Theory]
    [InlineData("G", "ET /health/live HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200")]
    [InlineData("P", "OST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 404")]
    [InlineData("PR", "X /nowhere HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 404")]
    [InlineData("\u0016\u0003", "\u0001\r\n\r\n", "HTTP/1.1 400")]
    public async Task Other_beginnings_are_http1(string first, string rest, string expected)
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var client = await ConnectAsync(edge);
        await SendAsync(client, first);
        await SendAsync(client, rest);

        var answer = new byte[expected.Length];
        await ReceiveAsync(client, answer);
        Assert.Equal(expected, Encoding.ASCII.GetString(answer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PR")]
    public async Task Client_that_does_not_say_what_it_speaks_is_cut_off(string first)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, time);
        using var client = await ConnectAsync(edge);
        await SendAsync(client, first);

        var end = client.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken).AsTask();
        await Wait.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(10));
                return end.IsCompleted;
            },
            TimeSpan.FromSeconds(10),
            "the connection is still open",
            TestContext.Current.CancellationToken);
        Assert.Equal(0, await end);
    }

    [Fact]
    public async Task Client_that_hangs_up_before_a_word_is_no_error()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using (var client = await ConnectAsync(edge))
        {
            await SendAsync(client, "P");
            client.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        using var http = Client(HttpVersion.Version11);
        using var response = await http.GetAsync(new Uri(edge.Address, "/health/live"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain(edge.Logs.GetSnapshot(), line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    private static HttpClient Client(Version version) =>
        new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true, ResponseDrainTimeout = TimeSpan.Zero })
        {
            DefaultRequestVersion = version,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

    private static async Task<Socket> ConnectAsync(EdgeHost edge)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, edge.Address.Port, TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task SendAsync(Socket client, string text) =>
        await client.SendAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);

    private static async Task ReceiveAsync(Socket client, byte[] buffer)
    {
        await using var stream = new NetworkStream(client);
        await stream.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }
}
