using System.Text;
using RealtimeMesh.DirectStreams.Tests.Hosting;
using RealtimeMesh.Testing;

namespace RealtimeMesh.DirectStreams.Tests.Streams;

public abstract class SlowReaderTests(Wire wire)
{
    public sealed class Plain() : SlowReaderTests(Wire.Plain);

    public sealed class Tls12() : SlowReaderTests(Wire.Tls12);

    public sealed class Tls13() : SlowReaderTests(Wire.Tls13);

    private static readonly byte[] Large = Chunk.Of(Pattern.Of(10_000));

    [Fact]
    public async Task What_would_be_too_much_is_refused_and_what_was_taken_comes()
    {
        await using var host = await DirectHost.StartAsync(sendBuffer: 4096, wire: wire);
        var (client, taken) = await host.OpenBegunAsync(receiveBuffer: 4096);
        using var _ = client;

        var accepted = SendUntilRefused(taken.Direct);
        Assert.InRange(accepted * Large.Length, DirectHost.MaxWaiting - Large.Length - 5_000, DirectHost.MaxWaiting + 500_000);
        Assert.False(taken.Direct.Send(Large.AsSpan()));
        taken.Direct.End(default);

        Assert.Equal(accepted * 10_000, ChunkedBody.Read(await client.ReadBodyAsync()).Length);
    }

    [Fact]
    public async Task End_that_discards_completes_the_chunk_that_has_begun()
    {
        await using var host = await DirectHost.StartAsync(sendBuffer: 4096, wire: wire);
        var (client, taken) = await host.OpenBegunAsync(receiveBuffer: 4096);
        using var _ = client;

        var accepted = SendUntilRefused(taken.Direct);
        taken.Direct.End(Chunk.Of("too slow"u8), discard: true);

        var body = ChunkedBody.Read(await client.ReadBodyAsync());
        Assert.Equal("too slow", Encoding.ASCII.GetString(body.AsSpan(body.Length - 8)));
        Assert.Equal(0, (body.Length - 8) % 10_000);
        Assert.InRange(body.Length, 10_008, (accepted * 10_000) - 1);
    }

    [Fact]
    public async Task Slow_reader_does_not_hold_up_another()
    {
        await using var host = await DirectHost.StartAsync(sendBuffer: 4096, wire: wire);
        var (slow, slowTaken) = await host.OpenBegunAsync(receiveBuffer: 4096);
        using var _ = slow;
        var (fast, fastTaken) = await host.OpenBegunAsync();
        using var __ = fast;
        SendUntilRefused(slowTaken.Direct);

        for (var n = 0; n < 100; n++)
        {
            Assert.False(slowTaken.Direct.Send(Large));
            Assert.True(fastTaken.Direct.Send(Large));
            Assert.Equal(Large, await fast.ReadAsync(Large.Length));
        }
    }

    [Fact]
    public async Task Reader_that_catches_up_goes_on()
    {
        await using var host = await DirectHost.StartAsync(sendBuffer: 4096, wire: wire);
        var (client, taken) = await host.OpenBegunAsync(receiveBuffer: 4096);
        using var _ = client;
        for (var round = 0; round < 5; round++)
        {
            var accepted = SendUntilRefused(taken.Direct);
            await client.ReadAsync(accepted * Large.Length);
            await Wait.UntilAsync(() => taken.Direct.IsDrained, TimeSpan.FromSeconds(10), "something still waits", TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task What_is_held_back_is_no_reason_to_refuse_while_the_socket_has_room()
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        var (client, taken) = await host.OpenBegunAsync();
        using var _ = client;
        var reading = client.ReadBodyAsync();

        // Twice what may wait, and the system's buffers hold more than that.
        for (var sent = 0; sent < DirectHost.MaxWaiting * 2; sent += Large.Length)
        {
            Assert.True(taken.Direct.Send(Large, flush: false));
        }

        taken.Direct.Flush();
        taken.Direct.End(default);
        Assert.True(ChunkedBody.Read(await reading).Length >= DirectHost.MaxWaiting * 2 * 0.99);
    }

    [Fact]
    public async Task Streams_that_keep_the_same_bytes_share_the_copy_and_one_that_sends_them_needs_none()
    {
        await using var host = await DirectHost.StartAsync(sendBuffer: 4096, wire: wire);
        var (first, firstTaken) = await host.OpenBegunAsync(receiveBuffer: 4096);
        using var _ = first;
        var (second, secondTaken) = await host.OpenBegunAsync(receiveBuffer: 4096);
        using var __ = second;
        var (fast, fastTaken) = await host.OpenBegunAsync();
        using var ___ = fast;
        while (firstTaken.Direct.IsDrained || secondTaken.Direct.IsDrained)
        {
            firstTaken.Direct.Send(Large);
            secondTaken.Direct.Send(Large);
        }

        ReadOnlyMemory<byte> copy = default;
        Assert.True(fastTaken.Direct.Send("5\r\nhello\r\n"u8, ref copy));
        Assert.True(copy.IsEmpty);
        Assert.True(firstTaken.Direct.Send("5\r\nhello\r\n"u8, ref copy));
        var made = copy;
        Assert.Equal("5\r\nhello\r\n"u8, made.Span);
        Assert.True(secondTaken.Direct.Send("5\r\nhello\r\n"u8, ref copy));

        Assert.True(made.Equals(copy));
    }

    [Fact]
    public async Task Reader_that_never_reads_is_gone_at_once_when_its_stream_is_aborted()
    {
        await using var host = await DirectHost.StartAsync(sendBuffer: 4096, wire: wire);
        var (client, taken) = await host.OpenBegunAsync(receiveBuffer: 4096);
        using var _ = client;
        SendUntilRefused(taken.Direct);
        taken.Direct.End(default);

        taken.Direct.Abort();

        await taken.Owner.WhenClosed;
        Assert.Equal((1, 0), (taken.Owner.ClosedCount, taken.Owner.Faults));
    }

    private static int SendUntilRefused(DirectStream stream)
    {
        var count = 0;
        while (stream.Send(Large))
        {
            count++;
        }

        return count;
    }
}
