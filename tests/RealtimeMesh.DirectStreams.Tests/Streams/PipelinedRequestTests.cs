using System.Text;
using RealtimeMesh.DirectStreams.Tests.Hosting;
using RealtimeMesh.Testing;

namespace RealtimeMesh.DirectStreams.Tests.Streams;

/// <summary>What comes behind the request of a stream is nobody's: it gets no answer, and costs nothing.</summary>
public abstract class PipelinedRequestTests(Wire wire)
{
    public sealed class Plain() : PipelinedRequestTests(Wire.Plain);

    public sealed class Tls12() : PipelinedRequestTests(Wire.Tls12);

    public sealed class Tls13() : PipelinedRequestTests(Wire.Tls13);

    private const string Second = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";

    public static TheoryData<string> Smuggled => new(
        // Two lengths that disagree, either way round.
        $"POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Second}",
        $"POST /stream HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: {Second.Length}\r\n\r\n0\r\n\r\n{Second}",
        $"POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 40\r\n\r\n{Second}",
        $"POST /stream HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n{Second}",
        // A body that nobody reads, whole, in part, and with more than it said.
        $"POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: {Second.Length}\r\n\r\n{Second}",
        $"POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc{Second}",
        $"POST /stream HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{Second.Length:x}\r\n{Second}\r\n0\r\n\r\n{Second}",
        // What the client says about the connection is not what decides.
        $"GET /stream HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n{Second}{Second}");

    [Theory]
    [MemberData(nameof(Smuggled))]
    public async Task There_is_never_a_second_answer(string requests)
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        using var client = await host.ConnectAsync();
        await client.SendAsync(requests);
        var reading = client.ReadToEndAsync();
        // Some are refused before there is a stream.
        while (!reading.IsCompleted)
        {
            host.TryNext()?.Direct.End(Chunk.Of("end"u8));
            await Task.WhenAny(reading, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        var answer = Encoding.ASCII.GetString(await reading);

        Assert.DoesNotContain("hello", answer, StringComparison.Ordinal);
        Assert.Equal(answer.LastIndexOf("HTTP/1.1 ", StringComparison.Ordinal), answer.IndexOf("HTTP/1.1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Second_request_disturbs_nothing()
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        var (client, taken) = await host.OpenAsync();
        using var _ = client;

        var read = new List<byte>();
        for (var n = 0; n < 100; n++)
        {
            await client.SendAsync(Second);
            Assert.True(taken.Direct.Send(Chunk.Of(Pattern.Of(10))));
            read.AddRange(await client.ReadAsync(15));
        }

        await Wait.UntilAsync(() => taken.Socket.Available == 0, TimeSpan.FromSeconds(10), "it was not read", TestContext.Current.CancellationToken);
        taken.Direct.End(default);
        read.AddRange(await client.ReadToEndAsync());
        Assert.Equal(1000, ChunkedBody.Read([.. read]).Length);
    }

    [Fact]
    public async Task Up_to_64_KiB_are_ignored_and_more_ends_it()
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        var (client, taken) = await host.OpenAsync();
        using var _ = client;

        await client.SendAsync(new string('x', 60_000));
        await Wait.UntilAsync(() => taken.Socket.Available == 0, TimeSpan.FromSeconds(10), "it was not read", TestContext.Current.CancellationToken);
        Assert.True(taken.Direct.Send(Chunk.Of("still here"u8)));
        await client.ReadAsync(15);
        Assert.Equal(0, taken.Owner.ClosedCount);

        await client.SendAsync(new string('x', 10_000));
        await taken.Owner.WhenClosed;
    }

    [Fact]
    public async Task What_came_with_the_request_is_not_kept()
    {
        const int Extra = 60_000;
        var memory = new CountedMemory();
        var mayReturn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await DirectHost.StartAsync(configure: memory.Use, wire: wire);
        host.BeforeReturn = () => mayReturn.Task;
        using var client = await host.ConnectAsync();

        // Some of it is in Kestrel's pipe by the time the response is taken; what comes after is within the bound.
        await client.SendAsync("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n" + new string('x', Extra));
        var taken = await host.NextAsync();
        mayReturn.SetResult();
        await client.ReadHeadAsync();
        taken.Direct.Send(Chunk.Of("it has begun"u8));
        await client.ReadAsync(17);

        await Wait.UntilAsync(
            () => Task.FromResult(memory.Rented == 0), TimeSpan.FromSeconds(10), () => $"{memory.Rented} blocks are held", TestContext.Current.CancellationToken);
    }
}
