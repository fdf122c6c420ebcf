using System.Net.Sockets;
using System.Text;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Http2;

namespace RealtimeMesh.DirectStreams.Tests.Http2;

public sealed class Http2StreamTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Response_goes_on_after_its_request_and_ends_when_it_is_told_to()
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync();
        await client.OpenAsync(1);
        var taken = await host.NextAsync();

        Assert.False(taken.Direct.TakesChunks);
        Assert.True(taken.Direct.Send("one"u8.ToArray()));
        Assert.Equal("one", await client.ReadDataAsync(1, 3));
        Assert.True(taken.Direct.Send("two"u8.ToArray(), flush: false));
        await client.PingAsync();
        taken.Direct.Flush();
        Assert.Equal("two", await client.ReadDataAsync(1, 3));
        taken.Direct.End("three"u8.ToArray());
        Assert.Equal("three", await client.ReadDataAsync(1, 5));
        await client.ReadEndAsync(1);

        await taken.Owner.WhenClosed;
        Assert.Equal((1, 0, 11L), (taken.Owner.ClosedCount, taken.Owner.Faults, taken.Owner.BytesSent));
        Assert.True(taken.Direct.Send("nobody is there to miss it"u8.ToArray()));
        await client.PingAsync();
    }

    [Fact]
    public async Task Streams_of_a_connection_do_not_get_each_others_events()
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync();
        var streams = new List<TakenHttp2Stream>();
        for (var id = 1; id < 2 * Http2Host.MaxStreams; id += 2)
        {
            streams.Add(await host.OpenAsync(client, id));
        }

        foreach (var (index, taken) in streams.Index())
        {
            Assert.True(taken.Direct.Send(Encoding.ASCII.GetBytes($"for {index}")));
            Assert.Equal($"for {index}", await client.ReadDataAsync((2 * index) + 1, 5));
        }
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("gone")]
    [InlineData("half closed")]
    [InlineData("connection error")]
    public async Task Owner_is_told_once_when_the_client_leaves(string how)
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync();
        await client.OpenAsync(1);
        var taken = await host.NextAsync();

        await client.SendAsync(how is "reset" ? TestFrames.Reset(1, Http2ErrorCode.Cancel) : how is "connection error" ? TestFrames.Data(0, "x") : []);
        if (how is "gone")
        {
            client.Dispose();
        }

        if (how is "half closed")
        {
            client.Socket.Shutdown(SocketShutdown.Send);
            await client.ReadToEndAsync();
        }

        await taken.Owner.WhenClosed;
        taken.Direct.Abort();
        taken.Direct.End("x"u8.ToArray());
        Assert.Equal((1, 0), (taken.Owner.ClosedCount, taken.Owner.Faults));
    }

    [Fact]
    public async Task Aborted_stream_is_reset_and_the_others_are_not()
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync();
        await client.OpenAsync(1);
        var taken = await host.NextAsync();

        taken.Direct.Abort();

        await client.ReadResetAsync(1, Http2ErrorCode.Cancel);
        await taken.Owner.WhenClosed;
        await client.OpenAsync(3);
    }

    [Fact]
    public async Task Server_that_stops_says_so_and_waits_for_its_streams()
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync();
        await client.OpenAsync(1);
        var taken = await host.NextAsync();

        var stopping = host.App.StopAsync(Stop);
        await client.ReadAsync(FrameType.GoAway);
        await client.SendAsync(Http2Client.Request(3));
        await client.ReadResetAsync(3, Http2ErrorCode.RefusedStream);
        Assert.True(taken.Direct.Send("still there"u8.ToArray()));
        Assert.Equal("still there", await client.ReadDataAsync(1, 11));
        Assert.False(stopping.IsCompleted);
        taken.Direct.End("over"u8.ToArray());
        await client.ReadDataAsync(1, 4);
        await client.ReadEndAsync(1);
        await client.ReadToEndAsync();
        await stopping;
    }

    [Fact]
    public async Task End_of_a_connection_loses_nothing_to_a_client_that_still_sends()
    {
        const int Size = 400_000;
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync((Setting.InitialWindowSize, 10_000_000));
        client.Socket.ReceiveBufferSize = 16 * 1024;
        await client.SendAsync(Http2Client.WindowUpdate(0, 10_000_000));
        await client.OpenAsync(1);
        var taken = await host.NextAsync();
        var stopping = host.App.StopAsync(Stop);
        await client.ReadAsync(FrameType.GoAway);
        Assert.True(taken.Direct.Send(new byte[Size]));
        taken.Direct.End(default);

        for (var read = 0; read < Size;)
        {
            read += (await client.ReadAsync(FrameType.Data)).Payload.Length;
            await client.SendWhatIsTakenAsync(Http2Client.WindowUpdate(0, 16_384));
        }

        await client.ReadEndAsync(1);
        client.Dispose();
        await stopping;
    }

    [Fact]
    public async Task Request_of_a_stream_can_be_forgotten()
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync();
        await client.OpenAsync(1);
        var taken = await host.NextAsync();

        await Wait.UntilAsync(
            () =>
            {
                GC.Collect();
                return !taken.Request.TryGetTarget(out _);
            },
            TimeSpan.FromSeconds(10),
            "it is held",
            Stop);
        Assert.True(taken.Direct.Send("still there"u8.ToArray()));
        await client.ReadDataAsync(1, 11);
    }

    [Fact]
    public async Task Streams_that_come_and_go_at_any_moment_leave_nothing_behind()
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync();
        var random = new Random(9113);
        for (var id = 1; id < 600; id += 2)
        {
            await client.SendAsync(random.Next(3) is 0 ? Http2Client.Request(id, "/wait") : Http2Client.Request(id));
            if (random.Next(2) is 0)
            {
                await client.PingWithinAsync();
            }

            await client.SendAsync(TestFrames.Reset(id, Http2ErrorCode.Cancel));
        }

        await Wait.UntilAsync(() => host.Waiting == 0, TimeSpan.FromSeconds(10), "a request waits", Stop);
        await Task.WhenAll(host.Taken.Where(taken => taken.Stream is not null).Select(taken => taken.Owner.WhenClosed));
        Assert.All(host.Taken.Where(taken => taken.Stream is not null), taken => Assert.Equal((1, 0), (taken.Owner.ClosedCount, taken.Owner.Faults)));
    }
}
