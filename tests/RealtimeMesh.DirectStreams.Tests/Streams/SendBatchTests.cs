using RealtimeMesh.DirectStreams.Tests.Hosting;
using RealtimeMesh.Testing;

namespace RealtimeMesh.DirectStreams.Tests.Streams;

public abstract class SendBatchTests(Wire wire)
{
    private static readonly byte[] Small = Chunk.Of(Pattern.Of(200));

    // Several times as many as one batch holds, and not a multiple of it.
    private const int Streams = (3 * SendBatch.MostStreams) + 5;

    public sealed class Plain() : SendBatchTests(Wire.Plain);

    public sealed class Tls12() : SendBatchTests(Wire.Tls12);

    public sealed class Tls13() : SendBatchTests(Wire.Tls13);

    [Fact]
    public async Task Each_stream_gets_its_own_bytes_in_order()
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        var opened = await OpenAsync(host, Streams);
        for (var round = 0; round < 3; round++)
        {
            using (SendBatch.Begin())
            {
                for (var n = 0; n < Streams; n++)
                {
                    Assert.True(opened[n].Taken.Direct.Send(OfStream(n, round)));
                }
            }

            Assert.All(opened, each => Assert.True(each.Taken.Direct.IsDrained));
        }

        for (var n = 0; n < Streams; n++)
        {
            using var client = opened[n].Client;
            byte[] expected = [.. OfStream(n, 0), .. OfStream(n, 1), .. OfStream(n, 2)];
            Assert.Equal(expected, await client.ReadAsync(expected.Length));
        }
    }

    [Fact]
    public async Task Bytes_for_a_stream_that_is_in_the_batch_already_follow()
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        var opened = await OpenAsync(host, 2);
        using (SendBatch.Begin())
        {
            for (var n = 0; n < 10; n++)
            {
                Assert.All(opened, each => Assert.True(each.Taken.Direct.Send(Chunk.Of(Pattern.Of(100, n * 100)))));
            }
        }

        foreach (var (client, taken) in opened)
        {
            using var _ = client;
            taken.Direct.End(default);
            Assert.Equal(Pattern.Of(1000), ChunkedBody.Read(await client.ReadBodyAsync()));
        }
    }

    [Fact]
    public async Task Batch_is_sent_with_its_end_and_not_before_another_stream_has_encrypted()
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        var opened = await OpenAsync(host, 2);
        using var _ = opened[0].Client;
        using var __ = opened[1].Client;
        using (SendBatch.Begin())
        {
            Assert.True(opened[0].Taken.Direct.Send(Small));
            Assert.Equal(wire is Wire.Plain, opened[0].Taken.Direct.IsDrained);
            Assert.True(opened[1].Taken.Direct.Send(Small));
        }

        Assert.All(opened, each => Assert.True(each.Taken.Direct.IsDrained));
        Assert.Equal(Small, await opened[0].Client.ReadAsync(Small.Length));
    }

    [Fact]
    public async Task Large_frames_leave_before_the_batch_ends()
    {
        var large = Chunk.Of(Pattern.Of(40_000));
        await using var host = await DirectHost.StartAsync(sendBuffer: 200_000, wire: wire);
        var opened = await OpenAsync(host, 3);
        using (SendBatch.Begin())
        {
            Assert.All(opened, each => Assert.True(each.Taken.Direct.Send(large)));
            Assert.True(opened[0].Taken.Direct.IsDrained);
        }

        foreach (var (client, _) in opened)
        {
            Assert.Equal(large, await client.ReadAsync(large.Length));
            client.Dispose();
        }
    }

    [Fact]
    public async Task Stream_whose_reader_is_slow_goes_on_where_its_socket_was_full_and_holds_up_no_other()
    {
        const int Rounds = 100;
        var large = Chunk.Of(Pattern.Of(2_000));
        await using var host = await DirectHost.StartAsync(sendBuffer: 4096, wire: wire);
        var (slow, slowTaken) = await host.OpenBegunAsync(receiveBuffer: 2048);
        using var _ = slow;
        var (fast, fastTaken) = await host.OpenBegunAsync();
        using var __ = fast;
        for (var n = 0; n < Rounds; n++)
        {
            using (SendBatch.Begin())
            {
                Assert.True(slowTaken.Direct.Send(large));
                Assert.True(fastTaken.Direct.Send(large));
            }

            Assert.Equal(large, await fast.ReadAsync(large.Length));
        }

        Assert.False(slowTaken.Direct.IsDrained);
        for (var n = 0; n < Rounds; n++)
        {
            Assert.Equal(large, await slow.ReadAsync(large.Length));
        }

        await Wait.UntilAsync(() => slowTaken.Direct.IsDrained, TimeSpan.FromSeconds(10), "something still waits", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stream_that_is_aborted_while_the_batch_has_it_is_left_out()
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        var opened = await OpenAsync(host, 3);
        using (SendBatch.Begin())
        {
            Assert.All(opened, each => Assert.True(each.Taken.Direct.Send(Small)));
            opened[1].Taken.Direct.Abort();
        }

        await opened[1].Taken.Owner.WhenClosed;
        Assert.Equal(Small, await opened[0].Client.ReadAsync(Small.Length));
        Assert.Equal(Small, await opened[2].Client.ReadAsync(Small.Length));
        Assert.All(opened, each => Assert.Equal(0, each.Taken.Owner.Faults));
        opened.ForEach(each => each.Client.Dispose());
    }

    [Fact]
    public async Task Stream_that_ends_while_the_batch_has_it_ends_behind_that()
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        var opened = await OpenAsync(host, 1);
        using var client = opened[0].Client;
        using (SendBatch.Begin())
        {
            Assert.True(opened[0].Taken.Direct.Send(Small));
            opened[0].Taken.Direct.End(Chunk.Of(Pattern.Of(100, 200)));
        }

        Assert.Equal(Pattern.Of(300), ChunkedBody.Read(await client.ReadBodyAsync()));
        await opened[0].Taken.Owner.WhenClosed;
    }

    private static async Task<List<(RawClient Client, TakenStream Taken)>> OpenAsync(DirectHost host, int streams)
    {
        var opened = new List<(RawClient, TakenStream)>();
        while (opened.Count < streams)
        {
            opened.Add(await host.OpenBegunAsync());
        }

        return opened;
    }

    private static byte[] OfStream(int stream, int round) => Chunk.Of(Pattern.Of(150 + stream, (stream * 1000) + (round * 300)));
}
