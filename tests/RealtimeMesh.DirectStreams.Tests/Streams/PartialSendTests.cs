using System.Globalization;
using RealtimeMesh.DirectStreams.Tests.Hosting;

namespace RealtimeMesh.DirectStreams.Tests.Streams;

public abstract class PartialSendTests(Wire wire)
{
    public sealed class Plain() : PartialSendTests(Wire.Plain);

    public sealed class Tls12() : PartialSendTests(Wire.Tls12);

    public sealed class Tls13() : PartialSendTests(Wire.Tls13);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task However_it_is_sent_and_read_each_byte_comes_once_and_in_order(int seed)
    {
        await using var host = await DirectHost.StartAsync(sendBuffer: 4096, wire: wire);
        for (var n = 0; n < 25; n++)
        {
            await SendAndReadAsync(host, new Random((seed * 1000) + n));
        }
    }

    [Fact]
    public async Task What_Kestrel_could_not_send_yet_comes_first()
    {
        const int Before = 500_000;
        await using var host = await DirectHost.StartAsync(configure: DirectHost.WithoutWriteBound, sendBuffer: 4096, wire: wire);
        var (client, taken) = await host.OpenAsync(receiveBuffer: 4096, query: "?before=" + Before.ToString(CultureInfo.InvariantCulture));
        using var _ = client;

        Assert.True(taken.Direct.Send(Chunk.Of(Pattern.Of(1000, Before))));
        Assert.True(taken.Direct.Send(Chunk.Of(Pattern.Of(1000, Before + 1000)).AsSpan()));
        taken.Direct.Flush();
        Assert.Equal(0, taken.Owner.BytesSent);
        taken.Direct.End(Chunk.Of(Pattern.Of(1000, Before + 2000)));

        Assert.Equal(Pattern.Of(Before + 3000), ChunkedBody.Read(await client.ReadBodyAsync()));
        await taken.Owner.WhenClosed;
    }

    [Fact]
    public async Task Owner_is_told_of_each_byte_once()
    {
        await using var host = await DirectHost.StartAsync(sendBuffer: 4096, wire: wire);
        var (client, taken) = await host.OpenAsync(receiveBuffer: 4096);
        using var _ = client;
        for (var n = 0; n < 100; n++)
        {
            Assert.True(taken.Direct.Send(Chunk.Of(Pattern.Of(n * 30)), flush: n % 3 == 0));
        }

        taken.Direct.End(default);
        var read = await client.ReadBodyAsync();
        await taken.Owner.WhenClosed;

        Assert.Equal(read.Length, taken.Owner.BytesSent);
        Assert.Equal(0, taken.Owner.Faults);
    }

    private static async Task SendAndReadAsync(DirectHost host, Random random)
    {
        var (client, taken) = await host.OpenAsync(receiveBuffer: 2048);
        using var _ = client;
        using var read = new MemoryStream();
        var sent = 0;
        for (var step = random.Next(5, 80); step > 0; step--)
        {
            switch (random.Next(6))
            {
                case < 3:
                    sent += Send(taken.Direct, random, sent);
                    break;
                case 3:
                    taken.Direct.Flush();
                    break;
                default:
                    await ReadAsync(client, read, random.Next(1, 60_000));
                    break;
            }
        }

        taken.Direct.End(Chunk.Of(Pattern.Of(100, sent)));
        read.Write(await client.ReadBodyAsync());

        Assert.Equal(Pattern.Of(sent + 100), ChunkedBody.Read(read.ToArray()));
        await taken.Owner.WhenClosed;
        Assert.Equal((1, 0), (taken.Owner.ClosedCount, taken.Owner.Faults));
    }

    private static int Send(DirectStream stream, Random random, int start)
    {
        var size = random.Next(4) switch { 0 => random.Next(1, 20), 1 => random.Next(1, 4_000), 2 => random.Next(1, 20_000), _ => random.Next(1, 100_000) };
        var chunk = Chunk.Of(Pattern.Of(size, start));
        ReadOnlyMemory<byte> copy = default;
        var way = random.Next(5);
        var taken = way switch
        {
            0 => stream.Send(chunk.AsSpan()),
            1 => stream.Send(chunk.AsSpan(), ref copy),
            2 => stream.Send(chunk.AsSpan(), ref copy, flush: false),
            3 => stream.Send(chunk, flush: false),
            _ => stream.Send(chunk),
        };

        if (way < 3)
        {
            // The memory is used again.
            chunk.AsSpan().Fill((byte)'x');
        }

        return taken ? size : 0;
    }

    // What is there, up to so much.
    private static async Task ReadAsync(RawClient client, MemoryStream read, int most)
    {
        if (client.Socket.Available > 0)
        {
            var buffer = new byte[most];
            read.Write(buffer, 0, await client.ReceiveAsync(buffer));
        }
    }
}
