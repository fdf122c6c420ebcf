using System.Net;
using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.Edge.Streams;
using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Edge.Tests.Streams;

public sealed class SlowReaderTests(RedisFixture redis)
{
    private static readonly string Padding = new('p', 15_000);

    [Fact]
    public async Task Slow_reader_is_ended_with_whole_frames_and_others_are_not_disturbed()
    {
        await using var edge = await StartAsync(new FakeTimeProvider(DateTimeOffset.UtcNow));
        using var slow = await edge.OpenAsync("crawl");
        using var fast = await edge.OpenAsync("crawl");

        var published = await PublishUntilOneEndsAsync(edge, "crawl", async n =>
            Assert.Equal(n, (await fast.NextAsync(TestContext.Current.CancellationToken)).Json.GetProperty("n").GetInt32()));

        // The clock stands still, so nobody cuts the slow reader off: it reads what was on its way, and then why it ended.
        var frames = await slow.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal("SLOW_CONSUMER", frames[^1].Json.GetProperty("code").GetString());
        Assert.Equal(Enumerable.Range(1, frames.Count - 1), frames.SkipLast(1).Select(frame => frame.Json.GetProperty("n").GetInt32()));
        Assert.InRange(frames.Count, 2, published);

        await edge.PublishAsync("crawl", """{"type":"after"}""");
        Assert.Equal("after", (await fast.NextAsync(TestContext.Current.CancellationToken)).Type);
    }

    [Fact]
    public async Task Reader_that_never_reads_is_cut_off()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var edge = await StartAsync(time);
        using var stuck = await edge.OpenAsync("stuck");
        await PublishUntilOneEndsAsync(edge, "stuck", _ => Task.CompletedTask);

        await Wait.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(3));
                return edge.Streams.Count == 0;
            },
            TimeSpan.FromSeconds(10),
            "the stream is still held",
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stalled_stream_does_not_stop_the_others_of_its_http2_connection()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var edge = await StartAsync(time);
        using var gateway = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var stalled = await edge.SendAsync(gateway, HttpMethod.Get, "/api/events", "stalled");
        using var lively = await edge.SendAsync(gateway, HttpMethod.Get, "/api/events", "lively");
        using var lines = new StreamReader(await lively.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        await PublishUntilOneEndsAsync(edge, "stalled", _ => Task.CompletedTask);
        await Wait.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(3));
                return edge.Streams.Count == 1;
            },
            TimeSpan.FromSeconds(10),
            "the stalled stream is still held",
            TestContext.Current.CancellationToken);

        await edge.PublishAsync("lively", """{"type":"still here"}""");
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) != """data: {"type":"still here"}""")
        {
        }
    }

    private Task<EdgeHost> StartAsync(TimeProvider time) =>
        EdgeHost.StartAsync(redis.ConnectionString, time, settings: ("Edge:MaxQueuedBytes", "65536"));

    private static async Task<int> PublishUntilOneEndsAsync(EdgeHost edge, string userId, Func<int, Task> published)
    {
        var atFirst = edge.Streams.Count;
        // The machine's socket buffers take some megabytes before anything waits here.
        for (var n = 1; n < 5_000; n++)
        {
            await edge.PublishEventAsync(userId, $$"""{"type":"x","n":{{n}},"padding":"{{Padding}}"}""");
            await published(n);
            if (edge.Streams.Count < atFirst || edge.Streams.All.Any(stream => stream.End is StreamEnd.SlowConsumer))
            {
                return n;
            }
        }

        throw new InvalidOperationException("Nobody was too slow.");
    }
}
