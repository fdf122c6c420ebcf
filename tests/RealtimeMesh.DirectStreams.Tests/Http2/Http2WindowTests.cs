using System.Text;
using RealtimeMesh.DirectStreams.Tests.Hosting;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Testing.Http2;

namespace RealtimeMesh.DirectStreams.Tests.Http2;

public sealed class Http2WindowTests
{
    [Fact]
    public async Task What_the_window_has_no_room_for_waits_and_comes_whole()
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync((Setting.InitialWindowSize, 10));
        await client.OpenAsync(1);
        var taken = await host.NextAsync();
        var expected = Pattern.Of(20_000);

        Assert.True(taken.Direct.Send(expected.AsMemory(0, 100)));
        Assert.True(taken.Direct.Send(expected.AsMemory(100)));
        Assert.False(taken.Direct.IsDrained);
        var read = await client.ReadDataAsync(1, 5);
        foreach (var more in new[] { 1, 94, 4000, 15_900 })
        {
            await client.SendAsync(Http2Client.WindowUpdate(1, (uint)more));
            read += await client.ReadDataAsync(1, more);
            await client.PingAsync();
        }

        Assert.Equal(Encoding.Latin1.GetString(expected), read);
        Assert.True(taken.Direct.IsDrained);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_waits_of_memory_that_is_used_again_is_a_copy(bool flush)
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync((Setting.InitialWindowSize, 8));
        TakenHttp2Stream[] streams = [await host.OpenAsync(client, 1), await host.OpenAsync(client, 3)];
        var bytes = "abcdef"u8.ToArray();
        ReadOnlyMemory<byte> copy = default;

        Assert.True(streams[0].Direct.Send(bytes, ref copy, flush));
        var made = copy;
        Assert.True(streams[1].Direct.Send(bytes, ref copy, flush));
        bytes.AsSpan().Fill((byte)'x');
        streams[0].Direct.Flush();
        streams[1].Direct.Flush();
        await client.SendAsync(Http2Client.WindowUpdate(1, 3), Http2Client.WindowUpdate(3, 3));

        Assert.Equal("abcdef", Encoding.ASCII.GetString(made.Span));
        Assert.True(made.Equals(copy));
        Assert.Equal("abc", await client.ReadDataAsync(1, 3));
        Assert.Equal("abc", await client.ReadDataAsync(3, 3));
        Assert.Equal("def", await client.ReadDataAsync(1, 3));
        Assert.Equal("def", await client.ReadDataAsync(3, 3));
    }

    [Fact]
    public async Task Windows_of_open_streams_follow_the_settings()
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync((Setting.InitialWindowSize, 100));
        await client.OpenAsync(1);
        var taken = await host.NextAsync();
        Assert.True(taken.Direct.Send(new byte[200]));
        await client.ReadDataAsync(1, 95);

        // Now 50 below nothing: so much has to be given before anything comes.
        await client.SendAsync(TestFrames.Settings((Setting.InitialWindowSize, 50)), Http2Client.WindowUpdate(1, 50));
        await client.ReadAsync(FrameType.Settings);
        await client.PingAsync();
        await client.SendAsync(TestFrames.Settings((Setting.InitialWindowSize, 60)));
        await client.ReadDataAsync(1, 10);
        await client.ReadAsync(FrameType.Settings);
        await client.SendAsync(TestFrames.Settings((Setting.InitialWindowSize, 1000)));
        await client.ReadDataAsync(1, 95);
    }

    [Fact]
    public async Task Streams_share_the_connections_window()
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync((Setting.InitialWindowSize, 1_000_000));
        var (first, second) = (await host.OpenAsync(client, 1), await host.OpenAsync(client, 3));
        var left = Setting.FirstWindow - 10;

        Assert.True(first.Direct.Send(new byte[left + 100]));
        Assert.True(second.Direct.Send("of the other one"u8.ToArray()));
        await client.ReadDataAsync(1, left);
        await client.PingAsync();
        Assert.False(second.Direct.IsDrained);
        await client.SendAsync(Http2Client.WindowUpdate(0, 100));
        await client.ReadDataAsync(1, 100);
        await client.SendAsync(Http2Client.WindowUpdate(0, 3));
        Assert.Equal("of ", await client.ReadDataAsync(3, 3));
        await client.SendAsync(Http2Client.WindowUpdate(0, 100));
        Assert.Equal("the other one", await client.ReadDataAsync(3, 13));
    }

    [Fact]
    public async Task Too_much_that_waits_is_refused_and_an_end_that_discards_completes_what_has_begun()
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync((Setting.InitialWindowSize, 1_005));
        await client.OpenAsync(1);
        var taken = await host.NextAsync();
        var accepted = 0;
        while (taken.Direct.Send(new byte[10_000]))
        {
            accepted++;
        }

        Assert.InRange(accepted, Http2Host.MaxWaiting / 10_100, (Http2Host.MaxWaiting / 10_000) + 1);
        taken.Direct.End("too slow"u8.ToArray(), discard: true);
        await client.SendAsync(Http2Client.WindowUpdate(1, 1_000_000), Http2Client.WindowUpdate(0, 1_000_000));

        Assert.Equal("too slow", (await client.ReadDataAsync(1, 10_008))[^8..]);
        await client.ReadEndAsync(1);
    }

    [Fact]
    public async Task Client_that_reads_nothing_holds_up_no_other_and_bounds_what_waits()
    {
        await using var host = await Http2Host.StartAsync();
        using var stuck = await host.ConnectAsync((Setting.InitialWindowSize, int.MaxValue));
        await stuck.SendAsync(Http2Client.WindowUpdate(0, int.MaxValue - Setting.FirstWindow));
        using var lively = await host.ConnectAsync();
        var (first, second) = (await host.OpenAsync(stuck, 1), await host.OpenAsync(lively, 1));
        var sent = 0L;

        while (first.Direct.Send(new byte[10_000]))
        {
            sent += 10_000;
            Assert.InRange(sent, 0, 100_000_000);
        }

        Assert.True(second.Direct.Send("hello"u8.ToArray()));
        Assert.Equal("hello", await lively.ReadDataAsync(1, 5));

        // Once it reads, all comes that was taken.
        first.Direct.End(default);
        for (var read = 0L; read < sent;)
        {
            read += (await stuck.ReadAsync(FrameType.Data)).Payload.Length;
        }

        await stuck.ReadEndAsync(1);
    }
}
