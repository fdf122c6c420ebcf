using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using RealtimeMesh.DirectStreams.Tests.Hosting;

namespace RealtimeMesh.DirectStreams.Tests.Streams;

/// <summary>
/// A descriptor that is closed is the next connection's. Streams that are written, ended, aborted and left at the same time must not write to it.
/// </summary>
public abstract class OwnBytesTests(Wire wire)
{
    private const int Clients = 12;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(4);

    public sealed class Plain() : OwnBytesTests(Wire.Plain);

    public sealed class Tls13() : OwnBytesTests(Wire.Tls13);

    [Fact]
    [Trait("Category", "Slow")]
    public async Task No_byte_reaches_another_connection_and_each_stream_is_closed_once()
    {
        await using var host = await DirectHost.StartAsync(sendBuffer: 4096, wire: wire);
        var faults = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> count = (_, _) => Interlocked.Increment(ref faults);
        TaskScheduler.UnobservedTaskException += count;
        var started = Stopwatch.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var serving = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => ServeAsync(host, stop.Token))));
        var opened = await Task.WhenAll(Enumerable.Range(0, Clients).Select(n => Task.Run(async () =>
        {
            var random = new Random(n);
            var count = 0;
            for (; Stopwatch.GetElapsedTime(started) < Duration; count++)
            {
                await OpenAndLeaveAsync(host, random, (n * 1_000_000) + count);
            }

            return count;
        })));

        await stop.CancelAsync();
        var closed = await serving;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= count;
        Assert.Equal(0, faults);
        Assert.InRange(opened.Sum(), 100, int.MaxValue);
        Assert.InRange(closed.Sum(), opened.Sum() / 4, opened.Sum());
    }

    // The head is followed by chunks of the connection's own number, and by nothing else.
    private static async Task OpenAndLeaveAsync(DirectHost host, Random random, int tag)
    {
        using var client = await host.ConnectAsync(receiveBuffer: random.Next(2) == 0 ? 2048 : 0);
        await client.SendAsync(string.Create(CultureInfo.InvariantCulture, $"GET /stream?tag={tag} HTTP/1.1\r\nHost: a\r\n\r\n"));
        if (random.Next(8) > 0)
        {
            await client.ReadHeadAsync();
            await ReadOwnAsync(client, random.Next(0, 40), tag);
        }

        switch (random.Next(3))
        {
            case 0:
                client.Reset();
                break;
            case 1:
                client.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
                break;
        }
    }

    private static async Task ReadOwnAsync(RawClient client, int chunks, int tag)
    {
        try
        {
            for (var n = 0; n < chunks; n++)
            {
                var line = await client.ReadAsync(3);
                if (line.AsSpan().SequenceEqual("0\r\n"u8))
                {
                    Assert.Equal("\r\n", Encoding.ASCII.GetString(await client.ReadAsync(2)));
                    return;
                }

                var rest = await client.ReadAsync(Tagged(tag).Length - line.Length);
                Assert.Equal(Tagged(tag), (byte[])[.. line, .. rest]);
            }
        }
        catch (IOException)
        {
            // Its stream was aborted, between chunks or within one.
        }
    }

    // Several threads write each stream, and one of them ends it.
    private static async Task<int> ServeAsync(DirectHost host, CancellationToken stop)
    {
        var random = new Random();
        var count = 0;
        while (!stop.IsCancellationRequested)
        {
            if (host.TryNext() is not { } taken)
            {
                await Task.Delay(1, CancellationToken.None);
                continue;
            }

            if (taken.Stream is not { } stream)
            {
                continue;
            }

            var chunk = Tagged(taken.Tag);
            var end = random.Next(5);
            await Task.WhenAll(Enumerable.Range(0, 3).Select(n => Task.Run(() => Write(stream, chunk, n, n == 0 ? end : -1), CancellationToken.None)));
            if (end > 1)
            {
                stream.Abort();
            }

            await taken.Owner.WhenClosed;
            stream.Send(chunk);
            stream.Flush();
            Assert.Equal((1, 0), (taken.Owner.ClosedCount, taken.Owner.Faults));
            count++;
        }

        return count;
    }

    private static void Write(DirectStream stream, byte[] chunk, int thread, int end)
    {
        for (var n = 0; n < 60; n++)
        {
            stream.Send(chunk, flush: (n + thread) % 3 > 0);
            if (n == 30 && end == 0)
            {
                stream.End(chunk);
            }
            else if (n == 30 && end == 1)
            {
                stream.Abort();
            }
        }

        stream.Flush();
    }

    private static byte[] Tagged(int tag)
    {
        var content = new byte[160];
        for (var at = 0; at < content.Length; at += sizeof(int))
        {
            BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(at), tag);
        }

        return Chunk.Of(content);
    }
}
