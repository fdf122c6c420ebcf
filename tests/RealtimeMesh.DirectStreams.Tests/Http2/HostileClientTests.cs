using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Http2;

namespace RealtimeMesh.DirectStreams.Tests.Http2;

public sealed class HostileClientTests
{
    private static readonly (string Name, string Value)[] _good = [(":method", "GET"), (":scheme", "http"), (":path", "/stream"), (":authority", "edge")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, (string Name, string Value)[]> Malformed => new()
    {
        { "nothing", [] },
        { "no method", [.. _good[1..]] },
        { "no scheme", [_good[0], .. _good[2..]] },
        { "no path", [_good[0], _good[1], _good[3]] },
        { "two paths", [.. _good, (":path", "/other")] },
        { "two methods", [.. _good, (":method", "POST")] },
        { "two authorities", [.. _good, (":authority", "edge")] },
        { "unknown pseudo-header", [.. _good, (":protocol", "websocket")] },
        { "status", [.. _good, (":status", "200")] },
        { "pseudo-header behind a header", [_good[0], _good[1], ("a", "b"), _good[2]] },
        { "CONNECT", [(":method", "CONNECT"), .. _good[1..]] },
        { "method with a space", [(":method", "GET /other HTTP/1.1\r\nx:"), .. _good[1..]] },
        { "empty method", [(":method", ""), .. _good[1..]] },
        { "more headers than anybody needs", [.. _good, .. Enumerable.Repeat(("a", ""), 101)] },
        { "scheme that the connection has not", [_good[0], (":scheme", "https"), .. _good[2..]] },
        { "scheme of another kind", [_good[0], (":scheme", "file"), .. _good[2..]] },
        { "path without a slash", [_good[0], _good[1], (":path", "stream")] },
        { "empty path", [_good[0], _good[1], (":path", "")] },
        { "path with a space", [_good[0], _good[1], (":path", "/a b")] },
        { "path with a line end", [_good[0], _good[1], (":path", "/a\r\nx: y")] },
        { "path with a fragment", [_good[0], _good[1], (":path", "/a#b")] },
        { "path with a zero", [_good[0], _good[1], (":path", "/a%00")] },
        { "path with dots", [_good[0], _good[1], (":path", "/a/../stream")] },
        { "path with hidden dots", [_good[0], _good[1], (":path", "/a/%2E%2e?b=c")] },
        { "path with a dot", [_good[0], _good[1], (":path", "/./stream")] },
        { "path with a letter above ASCII", [_good[0], _good[1], (":path", "/\u00e9")] },
        { "authority with a path", [.. _good[..3], (":authority", "edge/x")] },
        { "authority with a user", [.. _good[..3], (":authority", "me@edge")] },
        { "another host than the authority", [.. _good, ("host", "other")] },
        { "two hosts", [.. _good[..3], ("host", "edge"), ("host", "edge")] },
        { "upper-case name", [.. _good, ("Accept", "x")] },
        { "empty name", [.. _good, ("", "x")] },
        { "name with a colon", [.. _good, ("a:b", "x")] },
        { "name with a line end", [.. _good, ("a\r\nb", "x")] },
        { "value with a line end", [.. _good, ("a", "x\r\nb: y")] },
        { "value with a zero", [.. _good, ("a", "x\0")] },
        { "connection", [.. _good, ("connection", "close")] },
        { "keep-alive", [.. _good, ("keep-alive", "1")] },
        { "transfer-encoding", [.. _good, ("transfer-encoding", "chunked")] },
        { "upgrade", [.. _good, ("upgrade", "websocket")] },
        { "proxy-connection", [.. _good, ("proxy-connection", "close")] },
        { "te", [.. _good, ("te", "gzip")] },
        { "length of a body that does not come", [.. _good, ("content-length", "5")] },
        { "length that is no number", [.. _good, ("content-length", "+0")] },
        { "two lengths", [.. _good, ("content-length", "0"), ("content-length", "0")] },
    };

    public static TheoryData<string, byte[], uint> Broken => new()
    {
        { "even id", Http2Client.Request(2), 1 },
        { "id 0", Http2Client.Request(0), 1 },
        { "id that was used", [.. Http2Client.Request(3), .. Http2Client.Request(3)], 1 },
        { "id below another", [.. Http2Client.Request(5), .. Http2Client.Request(3)], 1 },
        { "trailers", [.. Http2Client.Request(1), .. TestFrames.Of(FrameType.Headers, FrameFlags.EndHeaders | FrameFlags.EndStream, 1, TestFrames.Block(("a", "b")))], 1 },
        { "data of a stream that has not begun", TestFrames.Data(1, "x"), 1 },
        { "reset of a stream that has not begun", TestFrames.Reset(1, Http2ErrorCode.Cancel), 1 },
        { "window of a stream that has not begun", Http2Client.WindowUpdate(1, 1), 1 },
        { "window of a stream of ours", [.. Http2Client.Request(3), .. Http2Client.WindowUpdate(2, 1)], 1 },
        { "window that is too large", Http2Client.WindowUpdate(0, int.MaxValue), 3 },
        { "first window that is too large", TestFrames.Settings((Setting.InitialWindowSize, 1u << 31)), 3 },
        { "frames that are too small", TestFrames.Settings((Setting.MaxFrameSize, 100)), 1 },
        { "push that is neither on nor off", TestFrames.Settings((Setting.EnablePush, 2)), 1 },
        { "first window that makes an open stream's too large", [
            .. Http2Client.Request(1), .. Http2Client.WindowUpdate(1, int.MaxValue - Setting.FirstWindow), .. TestFrames.Settings((Setting.InitialWindowSize, 70_000))], 3 },
        { "dynamic table", TestFrames.Of(FrameType.Headers, FrameFlags.EndHeaders | FrameFlags.EndStream, 1, 0xbe), 9 },
        { "block that is cut off", TestFrames.Of(FrameType.Headers, FrameFlags.EndHeaders | FrameFlags.EndStream, 1, 0x00, 0x05, 0x61), 9 },
        { "push", TestFrames.Of(FrameType.PushPromise, FrameFlags.EndHeaders, 1, new byte[4]), 1 },
        { "frame above 16 KiB", TestFrames.Of(FrameType.Data, FrameFlags.None, 1, new byte[(16 * 1024) + 1]), 6 },
        { "pings", Many(TestFrames.Of(FrameType.Ping, FrameFlags.None, 0, new byte[8])), 11 },
        { "settings", Many(TestFrames.Settings()), 11 },
        { "unknown frames", Many(TestFrames.Of((FrameType)0x77, FrameFlags.None, 0)), 11 },
        { "windows of a byte", [.. Http2Client.Request(1), .. Many(Http2Client.WindowUpdate(1, 1))], 11 },
        { "malformed requests", [.. Enumerable.Range(0, 6_000).SelectMany(n => TestFrames.Of(FrameType.Headers, FrameFlags.EndHeaders | FrameFlags.EndStream, (2 * n) + 1))], 11 },
        { "requests above the limit", [.. Enumerable.Range(0, 6_000).SelectMany(n => Http2Client.Request((2 * n) + 1, "/wait"))], 11 },
        { "continuations", [.. TestFrames.Of(FrameType.Headers, FrameFlags.EndStream, 1), .. Many(TestFrames.Of(FrameType.Continuation, FrameFlags.None, 1))], 11 },
        { "bodies", [.. TestFrames.Of(FrameType.Headers, FrameFlags.EndHeaders, 1, TestFrames.Block(_good)), .. Many(TestFrames.Data(1, new string('x', 100)))], 3 },
        { "requests that are reset at once", [.. Enumerable.Range(0, 6_000).SelectMany(n => (byte[])[.. Http2Client.Request((2 * n) + 1, "/wait"), .. TestFrames.Reset((2 * n) + 1, Http2ErrorCode.Cancel)])], 11 },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Malformed_request_is_refused_and_the_connection_goes_on(string what, (string Name, string Value)[] fields)
    {
        Assert.NotEmpty(what);
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync();

        await client.SendAsync(TestFrames.Of(FrameType.Headers, FrameFlags.EndHeaders | FrameFlags.EndStream, 1, TestFrames.Block(fields)));

        await client.ReadResetAsync(1, Http2ErrorCode.ProtocolError);
        await client.OpenAsync(3);
        Assert.Single(await host.TakenAsync(1));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_breaks_the_protocol_or_floods_ends_the_connection_with_its_code(string what, byte[] frames, uint code)
    {
        Assert.NotEmpty(what);
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync();
        using var bystander = await host.ConnectAsync();
        await bystander.OpenAsync(1);

        var end = client.ReadGoAwayAsync();
        await client.SendWhatIsTakenAsync(frames);

        Assert.Equal((Http2ErrorCode)code, await end);
        await bystander.OpenAsync(3);
        await Wait.UntilAsync(() => host.Waiting == 0, TimeSpan.FromSeconds(10), "a request goes on", Stop);
    }

    [Fact]
    public async Task Request_with_a_body_is_refused()
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync();

        await client.SendAsync(TestFrames.Of(FrameType.Headers, FrameFlags.EndHeaders, 1, TestFrames.Block(_good)), TestFrames.Data(1, "body", ends: true));

        await client.ReadResetAsync(1, Http2ErrorCode.ProtocolError);
        await client.OpenAsync(3);
    }

    [Fact]
    public async Task No_more_streams_than_were_offered()
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync();
        var id = 1;
        for (; id < 2 * Http2Host.MaxStreams; id += 2)
        {
            await client.OpenAsync(id);
        }

        await client.SendAsync(Http2Client.Request(id));
        await client.ReadResetAsync(id, Http2ErrorCode.RefusedStream);
        await client.SendAsync(TestFrames.Reset(1, Http2ErrorCode.Cancel));
        await client.OpenAsync(id + 2);
    }

    [Fact]
    public async Task Requests_that_were_left_count_until_they_return()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await Http2Host.StartAsync(app => app.Use(async (HttpContext context, RequestDelegate next) =>
        {
            await next(context);
            if (context.Request.Path == "/wait")
            {
                // What does not look whether its client is still there.
                await goOn.Task;
            }
        }));
        using var client = await host.ConnectAsync();
        for (var id = 1; id <= 4 * Http2Host.MaxStreams; id += 2)
        {
            await client.SendAsync(Http2Client.Request(id, "/wait"), TestFrames.Reset(id, Http2ErrorCode.Cancel));
        }

        await client.SendAsync(Http2Client.Request(101));
        await client.ReadResetAsync(101, Http2ErrorCode.RefusedStream);
        goOn.SetResult();
        await Wait.UntilAsync(() => host.Waiting == 0, TimeSpan.FromSeconds(10), "they have not returned", Stop);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(int.MaxValue, 3)]
    public async Task Impossible_window_of_a_stream_ends_that_stream(int bytes, uint code)
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync();
        await client.OpenAsync(1);

        await client.SendAsync(Http2Client.WindowUpdate(1, (uint)bytes));

        await client.ReadResetAsync(1, (Http2ErrorCode)code);
        await (await host.NextAsync()).Owner.WhenClosed;
        await client.OpenAsync(3);
    }

    [Fact]
    public async Task Streams_that_were_left_do_not_wait_for_a_window_that_never_comes()
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync((Setting.InitialWindowSize, 1_000_000));
        await client.OpenAsync(1);
        var first = await host.NextAsync();
        Assert.True(first.Direct.Send(new byte[Setting.FirstWindow - 5]));
        await client.ReadDataAsync(1, Setting.FirstWindow - 5);
        var left = new List<WeakReference>();
        for (var id = 3; id < 203; id += 2)
        {
            await client.SendAsync(Http2Client.Request(id, "/late"));
            await client.ReadHeadAsync(id);
            await client.SendAsync(TestFrames.Reset(id, Http2ErrorCode.Cancel));
            left.Add(new WeakReference(host.Late.Take(Stop)));
        }

        await Wait.UntilAsync(
            () =>
            {
                GC.Collect();
                return left.Count(one => one.IsAlive) <= 2;
            },
            TimeSpan.FromSeconds(10),
            "they are held",
            Stop);
    }

    [Fact]
    public async Task Any_bytes_are_served_or_refused_and_nothing_else_suffers()
    {
        await using var host = await Http2Host.StartAsync();
        using var bystander = await host.ConnectAsync();
        await bystander.OpenAsync(1);
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            using var client = await host.ConnectAsync();
            for (var frames = random.Next(1, 30); frames > 0; frames--)
            {
                var payload = new byte[random.Next(3) == 0 ? random.Next(10) : random.Next(200)];
                random.NextBytes(payload);
                await client.SendWhatIsTakenAsync(random.Next(3) == 0
                    ? Http2Client.Request(random.Next(20))
                    : TestFrames.Of((FrameType)random.Next(12), (FrameFlags)random.Next(256), random.Next(20), payload));
            }
        }

        await bystander.OpenAsync(3);
        await Wait.UntilAsync(() => host.Taken.Count(taken => taken.Owner.ClosedCount == 0 && taken.Stream is not null) == 2, TimeSpan.FromSeconds(10), "streams are held", Stop);
    }

    private static byte[] Many(byte[] frame) => [.. Enumerable.Repeat(frame, 6_000).SelectMany(bytes => bytes)];
}
