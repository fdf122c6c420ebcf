using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RealtimeMesh.DirectStreams.Tests.Hosting;
using RealtimeMesh.Testing;

namespace RealtimeMesh.DirectStreams.Tests.Streams;

/// <summary>When a stream has ended its connection is Kestrel's again: a client that keeps connections must not find it closed.</summary>
public abstract class NextRequestTests(Wire wire)
{
    public sealed class Plain() : NextRequestTests(Wire.Plain);

    public sealed class Tls12() : NextRequestTests(Wire.Tls12);

    public sealed class Tls13() : NextRequestTests(Wire.Tls13);

    private const string Get = "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Hello = "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    [Fact]
    public async Task Client_that_asks_again_as_soon_as_it_has_read_the_end_is_answered_each_time()
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        using var client = await host.ConnectAsync();
        for (var n = 0; n < 500; n++)
        {
            await client.SendAsync(Get);
            await client.ReadHeadAsync();
            var taken = await host.NextAsync();
            taken.Direct.Send(Chunk.Of("one"u8));
            taken.Direct.End(Chunk.Of("two"u8));

            Assert.Equal("onetwo", ChunkedBody.ReadText(await client.ReadBodyAsync()));
        }

        await client.SendAsync(Hello);
        Assert.Contains("hello", Encoding.ASCII.GetString(await client.ReadToEndAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Owner_is_told_once_and_what_it_still_does_is_not_the_next_streams()
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        var (client, first) = await host.OpenAsync();
        using var _ = client;
        first.Direct.End(default);
        await client.ReadBodyAsync();
        await first.Owner.WhenClosed;

        await client.SendAsync(Get);
        await client.ReadHeadAsync();
        var second = await host.NextAsync();
        first.Direct.Abort();
        first.Direct.Send(Chunk.Of("first"u8));
        first.Direct.End(Chunk.Of("first"u8));
        second.Direct.End(Chunk.Of("second"u8));

        Assert.Equal("second", ChunkedBody.ReadText(await client.ReadBodyAsync()));
        await second.Owner.WhenClosed;
        Assert.Equal((1, 0), (first.Owner.ClosedCount, first.Owner.Faults));
        Assert.Equal((1, 0), (second.Owner.ClosedCount, second.Owner.Faults));
    }

    [Fact]
    public async Task Client_that_leaves_after_the_end_leaves_nothing_behind()
    {
        var memory = new CountedMemory();
        await using var host = await DirectHost.StartAsync(configure: memory.Use, wire: wire);
        var (client, taken) = await host.OpenAsync();
        taken.Direct.End(default);
        await client.ReadBodyAsync();
        client.Dispose();

        await Wait.UntilAsync(
            () => memory.Rented == 0 && taken.Socket.SafeHandle.IsClosed, TimeSpan.FromSeconds(10), "it is still there", TestContext.Current.CancellationToken);
        Assert.Equal(1, taken.Owner.ClosedCount);
    }

    [Fact]
    public async Task Body_that_was_read_whole_is_not_in_the_way()
    {
        await using var host = await DirectHost.StartAsync(ReadBodies, wire: wire);
        using var client = await host.ConnectAsync();
        foreach (var body in (string[])["Content-Length: 3\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", "Content-Length: 0\r\n\r\n"])
        {
            await client.SendAsync($"POST /stream HTTP/1.1\r\nHost: a\r\n{body}");
            await client.ReadHeadAsync();
            (await host.NextAsync()).Direct.End(default);
            await client.ReadBodyAsync();
        }

        await client.SendAsync(Hello);
        Assert.Contains("hello", Encoding.ASCII.GetString(await client.ReadToEndAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData("POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n")]
    [InlineData("POST /stream HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")]
    [InlineData("GET /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /stream HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, close\r\n\r\n")]
    [InlineData($"{Get}{Get}")]
    [InlineData($"{Get}\r\n")]
    public async Task Connection_on_which_more_has_come_or_is_to_come_or_nothing_shall_come_ends_with_its_stream(string request)
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        using var client = await host.ConnectAsync();
        await client.SendAsync(request);
        await client.ReadHeadAsync();
        var taken = await host.NextAsync();

        taken.Direct.End(Chunk.Of("end"u8));

        Assert.Equal("end", ChunkedBody.ReadText(await client.ReadToEndAsync()));
        await taken.Owner.WhenClosed;
    }

    [Fact]
    public async Task Connection_of_a_reader_that_was_too_slow_for_the_end_ends_with_its_stream()
    {
        await using var host = await DirectHost.StartAsync(sendBuffer: 4096, wire: wire);
        var (client, taken) = await host.OpenAsync(receiveBuffer: 4096);
        using var _ = client;
        taken.Direct.Send(Chunk.Of(Pattern.Of(200_000)));
        taken.Direct.End(default);

        Assert.Equal(200_000, ChunkedBody.Read(await client.ReadToEndAsync()).Length);
        await taken.Owner.WhenClosed;
    }

    [Fact]
    public async Task Server_that_stops_closes_connections_whose_streams_have_ended()
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        var (idle, ended) = await host.OpenAsync();
        var (streaming, open) = await host.OpenAsync();
        using var _ = idle;
        using var __ = streaming;
        ended.Direct.End(default);
        await idle.ReadBodyAsync();

        var stopping = host.App.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await idle.ReadToEndAsync());
        if (wire is Wire.Plain)
        {
            // It is Kestrel's no more; where there is TLS the server waits, as for any response.
            await stopping;
        }

        open.Direct.End(default);

        Assert.Empty(ChunkedBody.Read(await streaming.ReadToEndAsync()));
        await stopping;
        await open.Owner.WhenClosed;
    }

    private static void ReadBodies(WebApplication app) => app.Use(async (HttpContext context, RequestDelegate next) =>
    {
        await context.Request.BodyReader.CopyToAsync(Stream.Null, context.RequestAborted);
        await next(context);
    });
}
