using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Http2.Hpack;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Http2;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Edge.Tests.Ports;

/// <summary>Streams as a gateway opens them: on a connection that is for nothing else.</summary>
public sealed class GatewayConnectionTests(RedisFixture redis)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Streams_begin_go_on_and_end_as_any_others()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var gateway = await ConnectAsync(edge);
        await SendAsync(gateway, Request(edge, 1, "gw-anna"), Request(edge, 3, "gw-ben"));
        var (anna, ben) = (new StringBuilder(), new StringBuilder());
        Task UntilAsync(Func<bool> condition) => ReadUntilAsync(gateway, condition, (1, anna), (3, ben));

        await UntilAsync(() => Has(anna, "\"connected\"") && Has(ben, "\"connected\""));
        await edge.PublishAsync("gw-ben", """{"type":"for ben"}""");
        await edge.PublishAsync("gw-anna", """{"type":"for anna"}""");
        await UntilAsync(() => Has(anna, "event: message\ndata: {\"type\":\"for anna\"}\n\n") && Has(ben, "event: message\ndata: {\"type\":\"for ben\"}\n\n"));
        Assert.Equal(2, edge.Streams.Count);

        await SendAsync(gateway, TestFrames.Reset(1, Http2ErrorCode.Cancel));
        await Wait.UntilAsync(() => edge.Streams.Count == 1, TimeSpan.FromSeconds(10), "the stream is held", Stop);
        gateway.Dispose();
        await Wait.UntilAsync(() => edge.Streams.Count == 0, TimeSpan.FromSeconds(10), "streams are held", Stop);
    }

    [Theory]
    [InlineData("/api/events", "no token", "401")]
    [InlineData("/api/events?types=a,,b", "token", "400")]
    [InlineData("/nowhere", "token", "404")]
    [InlineData("/health/live", "no token", "200")]
    public async Task Other_answers_are_whole(string path, string token, string status)
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var gateway = await ConnectAsync(edge);
        await SendAsync(gateway, token is "token" ? Request(edge, 1, "gw-carl", path) : RequestWithoutToken(1, path));

        var text = new StringBuilder();
        await ReadUntilAsync(gateway, () => Has(text, "END"), (1, text));

        Assert.StartsWith($":status={status}", text.ToString(), StringComparison.Ordinal);
        Assert.True(status is "200" || Has(text, $"\"status\":{status}"));
    }

    [Fact]
    public async Task Reader_that_gives_no_window_is_ended_and_then_reset()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, time, settings: ("Edge:MaxQueuedBytes", "65536"));
        using var gateway = await ConnectAsync(edge);
        await SendAsync(gateway, Request(edge, 1, "gw-slow"), Request(edge, 3, "gw-fast"));
        var (slow, fast) = (new StringBuilder(), new StringBuilder());
        await ReadUntilAsync(gateway, () => Has(slow, "\"connected\"") && Has(fast, "\"connected\""), (1, slow), (3, fast));
        var padding = new string('p', 15_000);
        for (var n = 0; n < 20; n++)
        {
            await edge.PublishEventAsync("gw-slow", $$"""{"type":"x","padding":"{{padding}}"}""");
        }

        await Wait.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(3));
                return edge.Streams.Count == 1;
            },
            TimeSpan.FromSeconds(10),
            "the stalled stream is still held",
            Stop);
        await SendAsync(gateway, WindowUpdate(0));
        await edge.PublishAsync("gw-fast", """{"type":"still here"}""");
        await ReadUntilAsync(gateway, () => Has(slow, "RESET") && Has(fast, "still here"), (1, slow), (3, fast));
    }

    [Fact]
    public async Task What_happens_while_a_reader_catches_up_needs_nothing_later_to_be_sent()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var ahead = await edge.OpenAsync("gw-behind");
        var from = ahead.LastEventId;
        var padding = new string('p', 15_000);
        for (var n = 0; n < 20; n++)
        {
            await edge.PublishEventAsync("gw-behind", $$"""{"type":"missed","padding":"{{padding}}"}""");
        }

        using var gateway = await ConnectAsync(edge);
        await SendAsync(gateway, Request(edge, 1, "gw-behind", $"/api/events?lastEventId={from}"));
        var text = new StringBuilder();
        // There is no window for all that it missed.
        await ReadUntilAsync(gateway, () => Has(text, "missed"), (1, text));
        await edge.PublishEventAsync("gw-behind", """{"type":"meanwhile"}""");
        while ((await ahead.NextAsync(Stop)).Type is not "meanwhile")
        {
            // It has not come yet.
        }

        await SendAsync(gateway, WindowUpdate(1), WindowUpdate(0));
        await ReadUntilAsync(gateway, () => Has(text, "meanwhile"), (1, text));
    }

    [Fact]
    public async Task Edge_that_stops_drains_them()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, settings: ("Edge:DrainWindow", "00:00:01"));
        using var gateway = await ConnectAsync(edge);
        await SendAsync(gateway, Request(edge, 1, "gw-drain"));
        var text = new StringBuilder();
        await ReadUntilAsync(gateway, () => Has(text, "\"connected\""), (1, text));

        var stopping = edge.StopAsync();
        await ReadUntilAsync(gateway, () => Has(text, "END"), (1, text));
        Assert.Contains("draining", text.ToString(), StringComparison.Ordinal);
        await stopping;
    }

    private static async Task<NetworkStream> ConnectAsync(EdgeHost edge)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", edge.Address.Port, Stop);
        var stream = new NetworkStream(socket, ownsSocket: true);
        await SendAsync(stream, FrameWriting.Preface.ToArray(), TestFrames.Settings((Setting.StreamsOnly, 1)));
        return stream;
    }

    private static Task SendAsync(NetworkStream stream, params byte[][] frames) => stream.WriteAsync(frames.SelectMany(frame => frame).ToArray(), Stop).AsTask();

    private static byte[] Request(EdgeHost edge, int id, string userId, string path = "/api/events") =>
        Request(id, path, ("authorization", $"Bearer {edge.Tokens.Create(userId)}"));

    private static byte[] RequestWithoutToken(int id, string path) => Request(id, path);

    private static byte[] Request(int id, string path, params (string Name, string Value)[] fields) => TestFrames.Of(
        FrameType.Headers,
        FrameFlags.EndHeaders | FrameFlags.EndStream,
        id,
        TestFrames.Block([(":method", "GET"), (":scheme", "http"), (":path", path), (":authority", "edge"), .. fields]));

    private static byte[] WindowUpdate(int id) => TestFrames.Of(FrameType.WindowUpdate, FrameFlags.None, id, TestFrames.Number(1_000_000));

    private static bool Has(StringBuilder text, string part) => text.ToString().Contains(part, StringComparison.Ordinal);

    // Headers, data, END and RESET of each stream, behind one another.
    private static async Task ReadUntilAsync(NetworkStream stream, Func<bool> condition, params (int Id, StringBuilder Text)[] streams)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Stop);
        while (!condition())
        {
            var bytes = new byte[FrameHeader.Size];
            await stream.ReadExactlyAsync(bytes, stop.Token);
            var header = FrameHeader.Read(bytes);
            var payload = new byte[header.Length];
            await stream.ReadExactlyAsync(payload, stop.Token);
            var text = streams.FirstOrDefault(one => one.Id == header.StreamId).Text;
            text?.Append(header.Type switch
            {
                FrameType.Headers => string.Join('\n', HeaderDecoder.Decode(payload).Select(field => $"{field.Name}={field.Value}")),
                FrameType.Data => Encoding.UTF8.GetString(payload),
                FrameType.RstStream => "RESET",
                _ => "",
            });
            text?.Append(header.Type is FrameType.Data or FrameType.Headers && header.Flags.HasFlag(FrameFlags.EndStream) ? "END" : "");
        }
    }
}
