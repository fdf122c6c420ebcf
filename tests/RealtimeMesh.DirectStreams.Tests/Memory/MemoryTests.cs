using System.Runtime.CompilerServices;
using RealtimeMesh.DirectStreams.Tests.Hosting;
using RealtimeMesh.Testing;

namespace RealtimeMesh.DirectStreams.Tests.Memory;

/// <summary>Alone: the memory is that of the whole process.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Wire.Plain)]
    [InlineData(Wire.Tls13)]
    public async Task Request_of_a_stream_can_be_forgotten(Wire wire)
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        var (clients, streams) = await OpenManyAsync(host, 50);

        // Kestrel keeps some for the next requests, but not one for each stream.
        await Wait.UntilAsync(() => Alive(streams) <= 5, TimeSpan.FromSeconds(10), "requests are held", Stop);
        Assert.All(streams, taken => Assert.True(taken.Direct.Send(Chunk.Of("still there"u8))));
        clients.ForEach(client => client.Dispose());
        await Task.WhenAll(streams.Select(taken => taken.Owner.WhenClosed));
    }

    [Theory]
    [InlineData(Wire.Plain)]
    [InlineData(Wire.Tls13)]
    public async Task Idle_streams_hold_no_pooled_memory(Wire wire)
    {
        var memory = new CountedMemory();
        await using var host = await DirectHost.StartAsync(configure: memory.Use, wire: wire);
        var (clients, streams) = await OpenManyAsync(host, 100);

        await Wait.UntilAsync(() => Task.FromResult(memory.Rented == 0), TimeSpan.FromSeconds(10), () => $"{memory.Rented} blocks are held", Stop);
        clients.ForEach(client => client.Dispose());
        await Task.WhenAll(streams.Select(taken => taken.Owner.WhenClosed));
    }

    [Theory]
    [InlineData(Wire.Plain)]
    [InlineData(Wire.Tls13)]
    [Trait("Category", "Slow")]
    public async Task Nothing_is_left_of_thousands_of_streams_and_requests(Wire wire)
    {
        var memory = new CountedMemory();
        await using var host = await DirectHost.StartAsync(configure: memory.Use, wire: wire);
        await OpenAndLeaveAsync(host, 500);
        var before = Collect();

        await OpenAndLeaveAsync(host, 10_000);

        await Wait.UntilAsync(() => memory.Rented == 0, TimeSpan.FromSeconds(10), $"{memory.Rented} blocks are held", Stop);
        // A hundred bytes for each would be a megabyte.
        await Wait.UntilAsync(() => Collect() - before < 500_000, TimeSpan.FromSeconds(10), "memory is held", Stop);
    }

    private static async Task<(List<RawClient> Clients, List<TakenStream> Streams)> OpenManyAsync(DirectHost host, int count)
    {
        var (clients, streams) = (new List<RawClient>(), new List<TakenStream>());
        for (var n = 0; n < count; n++)
        {
            var (client, taken) = await host.OpenAsync();
            clients.Add(client);
            streams.Add(taken);
        }

        return (clients, streams);
    }

    private static Task OpenAndLeaveAsync(DirectHost host, int count) => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (n, _) =>
    {
        if (n % 4 == 0)
        {
            using var ordinary = await host.ConnectAsync();
            await ordinary.SendAsync("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
            await ordinary.ReadHeadAsync();
            return;
        }

        var (client, taken) = await host.OpenAsync();
        taken.Direct.Send(Chunk.Of("something"u8));
        if (n % 4 == 1)
        {
            taken.Direct.End(default);
        }

        if (n % 4 == 2)
        {
            client.Reset();
        }

        client.Dispose();
        await taken.Owner.WhenClosed;
    });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Alive(List<TakenStream> streams)
    {
        Collect();
        return streams.Count(taken => taken.Request.TryGetTarget(out _));
    }

    private static long Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
