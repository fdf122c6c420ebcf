using RealtimeMesh.Gateway.Http2;
using RealtimeMesh.Gateway.Tests.Http2;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Testing.Http2;

namespace RealtimeMesh.Gateway.Tests.Streams;

/// <summary>HTTP/1.1 leaves Kestrel behind its first byte, HTTP/1.0 goes through it as HTTP/2 and TLS do.</summary>
public sealed class StreamOutputTests
{
    private const string Direct = "GET /api/events HTTP/1.1";
    private const string ThroughKestrel = "GET /api/events HTTP/1.0";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task Stream_is_chunked_and_ends_with_the_edges()
    {
        await using var edge = await ScriptedEdge.StartAsync();
        using var client = await edge.RequestAsync();
        using var connection = await edge.Server.AcceptAsync();
        var (id, _) = await connection.ReadRequestAsync();

        await connection.SendAsync(TestFrames.Head(id), TestFrames.Data(id, ": \n\n"));
        await client.ReadUntilAsync("4\r\n: \n\n\r\n");
        await connection.SendAsync(TestFrames.Data(id, "data: 1\n\n"), TestFrames.Data(id, "data: 2\n\n", ends: true));

        await client.ReadBodyAsync();
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", client.Text, StringComparison.Ordinal);
        // Node's fetch takes a response that says so for complete when it breaks off.
        Assert.DoesNotContain("Connection: close", client.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Transfer-Encoding: chunked\r\n", client.Text, StringComparison.Ordinal);
        Assert.Contains("X-Content-Type-Options: nosniff\r\n", client.Text, StringComparison.Ordinal);
        Assert.Equal(": \n\ndata: 1\n\ndata: 2\n\n", client.Body);
        Assert.EndsWith("\r\n0\r\n\r\n", client.Text, StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(Direct)]
    [InlineData(ThroughKestrel)]
    public async Task Edge_that_breaks_off_does_not_look_like_the_end(string request)
    {
        await using var edge = await ScriptedEdge.StartAsync();
        using var client = await edge.RequestAsync(request);
        using var connection = await edge.Server.AcceptAsync();
        var (id, _) = await connection.ReadRequestAsync();
        await connection.SendAsync(TestFrames.Head(id), TestFrames.Data(id, "data: 1\n\n"));
        await client.ReadUntilAsync("data: 1\n\n");

        connection.Dispose();

        await client.ReadToEndAsync();
        Assert.DoesNotContain("\r\n0\r\n\r\n", client.Text, StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(Direct, true)]
    [InlineData(Direct, false)]
    [InlineData(ThroughKestrel, true)]
    [InlineData(ThroughKestrel, false)]
    public async Task Client_that_leaves_or_only_stops_sending_is_gone_for_the_edge(string request, bool leaves)
    {
        await using var edge = await ScriptedEdge.StartAsync();
        using var client = await edge.RequestAsync(request);
        using var connection = await edge.Server.AcceptAsync();
        var (id, _) = await connection.ReadRequestAsync();
        await connection.SendAsync(TestFrames.Head(id), TestFrames.Data(id, "data: 1\n\n"));
        await client.ReadUntilAsync("data: 1\n\n");

        if (leaves)
        {
            client.Dispose();
        }
        else
        {
            client.StopSending();
        }

        var (header, code) = await connection.ReadAsync(FrameType.RstStream);
        Assert.Equal(id, header.StreamId);
        Assert.Equal(TestFrames.Number((uint)Http2ErrorCode.Cancel), code);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /api/events HTTP/1.1\r\nHost: a\r\n\r\n")]
    public async Task Second_request_on_the_connection_of_a_stream_has_no_answer(string second)
    {
        await using var edge = await ScriptedEdge.StartAsync();
        using var client = await edge.RequestAsync(rest: second);
        using var connection = await edge.Server.AcceptAsync();
        var (id, _) = await connection.ReadRequestAsync();

        await connection.SendAsync(TestFrames.Head(id), TestFrames.Data(id, "data: 1\n\n"), TestFrames.Data(id, "data: 2\n\n", ends: true));

        await client.ReadToEndAsync();
        Assert.Equal("data: 1\n\ndata: 2\n\n", client.Body);
        Assert.Equal(client.Text.IndexOf("HTTP/1.1 ", StringComparison.Ordinal), client.Text.LastIndexOf("HTTP/1.1 ", StringComparison.Ordinal));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(Direct)]
    [InlineData(ThroughKestrel)]
    public async Task Slow_client_backs_up_to_the_edge_and_its_neighbour_notices_nothing(string request)
    {
        const int Most = 2_000;
        await using var edge = await ScriptedEdge.StartAsync();
        using var slow = await edge.RequestAsync(request, receiveBuffer: 4096);
        using var connection = await edge.Server.AcceptAsync();
        var (slowId, _) = await connection.ReadRequestAsync();
        using var quick = await edge.RequestAsync(request);
        var (quickId, _) = await connection.ReadRequestAsync();
        var windows = new Windows(connection);
        await connection.SendAsync(TestFrames.Head(slowId), TestFrames.Head(quickId));

        var (sent, withoutRoom) = (0, 0);
        for (var number = 0; number < Most && withoutRoom < 50; number++)
        {
            if (windows.Of(slowId) >= Event(sent).Length)
            {
                withoutRoom = 0;
                windows.Use(slowId, Event(sent).Length);
                await connection.SendAsync(TestFrames.Data(slowId, Event(sent++)));
            }
            else
            {
                withoutRoom++;
            }

            windows.Use(quickId, Event(number).Length);
            await connection.SendAsync(TestFrames.Data(quickId, Event(number)));
            await quick.ReadUntilAsync($" {number}\n\n");
            await windows.UpdateAsync(quickId);
        }

        Assert.Equal(50, withoutRoom);
        await connection.SendAsync(TestFrames.Data(quickId, "data: still here\n\n"));
        await quick.ReadUntilAsync("still here");

        // Nothing was lost or torn: what waited comes when the client reads again.
        await connection.SendAsync(TestFrames.Data(slowId, "", ends: true));
        Assert.True(await slow.ReadToEndAsync());
        var expected = string.Concat(Enumerable.Range(0, sent).Select(Event));
        Assert.Equal(expected, request == Direct ? slow.Body : slow.Text[(slow.Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
    }

    private static string Event(int number) => $"data: {new string((char)('a' + (number % 26)), 8_000)} {number}\n\n";

    /// <summary>What the gateway lets the edge send.</summary>
    private sealed class Windows(ScriptedServer.Connection connection)
    {
        private readonly Dictionary<int, int> _windows = [];

        public int Of(int streamId) => _windows.GetValueOrDefault(streamId, Http2Stream.Window);

        public void Use(int streamId, int bytes) => _windows[streamId] = Of(streamId) - bytes;

        /// <summary>Until this stream may send again, if it may not.</summary>
        public async Task UpdateAsync(int streamId)
        {
            while (Of(streamId) < Http2Stream.Window / 2)
            {
                var (header, bytes) = await connection.ReadAsync(FrameType.WindowUpdate);
                _windows[header.StreamId] = Of(header.StreamId) + System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes);
            }
        }
    }
}
