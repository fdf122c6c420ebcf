using System.Text;
using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Edge.Tests.Streams;

public sealed class ProtocolTests(RedisFixture redis)
{
    [Theory]
    [InlineData("GET", "/api/events")]
    [InlineData("GET", "/api/events/")]
    [InlineData("GET", "/api/events?lastEventId=e-7")]
    public Task Plain_stream_is_written_to_the_byte(string method, string path) => Stream_is_written_to_the_byte(method, path, "plain", "{0}");

    [Theory]
    [InlineData("POST", "/rpc/events/subscribe")]
    [InlineData("POST", "/rpc/events/subscribe/")]
    [InlineData("GET", "/rpc/events/subscribe?data=%7B%7D")]
    public Task Rpc_stream_is_written_to_the_byte(string method, string path) => Stream_is_written_to_the_byte(method, path, "rpc", "{{\"json\":{0}}}");

    private async Task Stream_is_written_to_the_byte(string method, string path, string userId, string form)
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var http = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero });
        using var response = await edge.SendAsync(http, new HttpMethod(method), path, userId);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);

        var epoch = await edge.EpochAsync(userId);
        var offset = (int)await edge.Database.HashGetAsync($"{{cs:sse:user:{userId}}}:pos", "n");
        await Expect(body, $": \n\nevent: message\nid: {epoch}-{offset}\ndata: " + Data($$"""{"type":"connected","userId":"{{userId}}","resumed":false}""") + "\n\n");

        await edge.PublishEventAsync(userId, """{"type":"entity_change","entityId":"1"}""");
        await edge.PublishAsync(userId, "junk");
        await edge.PublishAsync(userId, "{\n  \"type\": \"never_heard_of\"\n}");
        await Expect(body, $"event: message\nid: {epoch}-{offset + 1}\ndata: " + Data("""{"type":"entity_change","entityId":"1"}""") + "\n\n");
        await Expect(body, "event: message\ndata: " + Data("""{   "type": "never_heard_of" }""") + "\n\n");

        Assert.Equal("text/event-stream", response.Content.Headers.NonValidated["content-type"].ToString());
        Assert.Equal("no-cache, no-transform", response.Headers.NonValidated["cache-control"].ToString());
        Assert.Equal("no", response.Headers.NonValidated["x-accel-buffering"].ToString());

        string Data(string json) => string.Format(System.Globalization.CultureInfo.InvariantCulture, form, json);
    }

    [Fact]
    public async Task Junk_is_counted_and_logged_once_in_a_while()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var dropped = edge.Collect<long>("mesh.edge.messages.dropped");
        using var stream = await edge.OpenAsync("junk");

        for (var i = 0; i < 100; i++)
        {
            await edge.PublishAsync("junk", "[" + i);
        }

        await edge.PublishAsync("junk", """{"type":"x","much":" """ + new string('y', 200_000) + "\"}");
        await edge.PublishAsync("junk", """{"type":"after"}""");
        Assert.Equal("after", (await stream.NextAsync(TestContext.Current.CancellationToken)).Type);
        Assert.Equal(101, dropped.GetMeasurementSnapshot().Sum(measurement => measurement.Value));
        Assert.Single(edge.Logs.GetSnapshot(), line => line.Id.Id == 6);
    }

    private static async Task Expect(Stream body, string expected)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(expected)];
        await body.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
    }
}
