using System.Net.Sockets;
using RealtimeMesh.DirectStreams.Tests.Hosting;

namespace RealtimeMesh.DirectStreams.Tests.Streams;

/// <summary>However a stream ends, its owner hears of it once.</summary>
public abstract class ClosingTests(Wire wire)
{
    public sealed class Plain() : ClosingTests(Wire.Plain);

    public sealed class Tls12() : ClosingTests(Wire.Tls12);

    public sealed class Tls13() : ClosingTests(Wire.Tls13);

    private static readonly byte[] Large = Chunk.Of(Pattern.Of(50_000));

    public static TheoryData<string> Ways => ["leaves", "resets", "closes its side", "sends too much"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Client_that_goes_is_told_once(string way)
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        var (client, taken) = await host.OpenAsync();
        using var _ = client;
        taken.Direct.Send(Chunk.Of("before"u8));

        await GoAsync(client, way);

        await AssertClosedOnceAsync(taken);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Client_that_goes_before_the_stream_begins_is_told_once(string way)
    {
        var mayReturn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await DirectHost.StartAsync(wire: wire);
        host.BeforeReturn = () => mayReturn.Task;
        var (client, taken) = await host.OpenAsync();
        using var _ = client;
        taken.Direct.Send(Chunk.Of("early"u8));

        await GoAsync(client, way);
        await taken.Owner.WhenClosed;
        mayReturn.SetResult();

        await AssertClosedOnceAsync(taken);
        Assert.Equal(0, taken.Owner.BytesSent);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Client_that_goes_while_bytes_wait_is_told_once(string way)
    {
        await using var host = await DirectHost.StartAsync(sendBuffer: 4096, wire: wire);
        var (client, taken) = await host.OpenAsync(receiveBuffer: 4096);
        using var _ = client;
        while (taken.Direct.Send(Large))
        {
        }

        await GoAsync(client, way);

        await AssertClosedOnceAsync(taken);
    }

    [Fact]
    public async Task Client_that_left_before_it_was_taken_has_no_stream_or_one_that_is_closed()
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        var streams = new List<TakenStream>();
        for (var n = 0; n < 200; n++)
        {
            var client = await host.ConnectAsync();
            await client.SendAsync("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
            client.Reset();
            while (host.TryNext() is { } early)
            {
                streams.Add(early);
            }
        }

        await Task.WhenAll(streams.Where(taken => taken.Stream is not null).Select(AssertClosedOnceAsync));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connection_that_takes_no_bytes_any_more_is_over(bool whileBytesWait)
    {
        await using var host = await DirectHost.StartAsync(sendBuffer: 4096, wire: wire);
        var (client, taken) = await host.OpenAsync(receiveBuffer: 4096);
        using var _ = client;
        while (whileBytesWait && taken.Direct.Send(Large))
        {
        }

        // An error of sending alone, which the receiving side does not see.
        taken.Socket.Shutdown(SocketShutdown.Send);
        taken.Direct.Send(Chunk.Of("lost"u8));

        await AssertClosedOnceAsync(taken);
    }

    private static Task GoAsync(RawClient client, string way)
    {
        switch (way)
        {
            case "leaves":
                client.Dispose();
                return Task.CompletedTask;
            case "resets":
                client.Reset();
                return Task.CompletedTask;
            case "closes its side":
                client.Socket.Shutdown(SocketShutdown.Send);
                return Task.CompletedTask;
            default:
                return SendTooMuchAsync(client);
        }
    }

    private static async Task SendTooMuchAsync(RawClient client)
    {
        try
        {
            for (var n = 0; n < 40; n++)
            {
                await client.SendAsync(new string('x', 4096));
            }
        }
        catch (Exception cut) when (cut is SocketException or IOException)
        {
            // It was cut off, which is what this is about.
        }
    }

    private static async Task AssertClosedOnceAsync(TakenStream taken)
    {
        await taken.Owner.WhenClosed;
        Assert.True(taken.Direct.Send(Chunk.Of("nobody"u8)));
        taken.Direct.End(default);
        taken.Direct.Abort();
        Assert.Equal((1, 0), (taken.Owner.ClosedCount, taken.Owner.Faults));
    }
}
