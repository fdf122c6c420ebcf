using System.Text;
using Microsoft.AspNetCore.Builder;
using RealtimeMesh.DirectStreams.Tests.Hosting;
using RealtimeMesh.Testing;

namespace RealtimeMesh.DirectStreams.Tests.Streams;

public abstract class TakenResponseTests(Wire wire)
{
    public sealed class Plain() : TakenResponseTests(Wire.Plain);

    public sealed class Tls12() : TakenResponseTests(Wire.Tls12);

    public sealed class Tls13() : TakenResponseTests(Wire.Tls13);

    [Fact]
    public async Task Response_goes_on_after_its_request_and_ends_with_the_last_chunk()
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        var (client, taken) = await host.OpenAsync();
        using var _ = client;

        Assert.True(taken.Direct.Send(Chunk.Of("one"u8)));
        Assert.Equal("3\r\none\r\n", Encoding.ASCII.GetString(await client.ReadAsync(8)));
        Assert.True(taken.Direct.Send(Chunk.Of("two"u8).AsSpan()));
        taken.Direct.End(Chunk.Of("three"u8));

        Assert.Equal("twothree", ChunkedBody.ReadText(await client.ReadBodyAsync()));
        await taken.Owner.WhenClosed;
        Assert.Equal((1, 0), (taken.Owner.ClosedCount, taken.Owner.Faults));
    }

    [Fact]
    public async Task Client_of_the_platform_reads_it_as_any_response()
    {
        await using var host = await DirectHost.StartAsync(wire: wire);
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = Certificate.Trusted(wire) });
        using var response = await http.GetAsync(
            new Uri($"{host.Url}/stream?before=1000"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var taken = await host.NextAsync();
        taken.Direct.Send(Chunk.Of(Pattern.Of(500, start: 1000)));
        taken.Direct.End(default);

        // Node's fetch takes a response that says so for complete when it breaks off.
        Assert.Null(response.Headers.ConnectionClose);
        Assert.True(response.Headers.TransferEncodingChunked);
        Assert.Equal(Pattern.Of(1500), await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Headers_of_middleware_are_there()
    {
        await using var host = await DirectHost.StartAsync(app => app.Use((context, next) =>
        {
            context.Response.Headers["x-early"] = "1";
            context.Response.OnStarting(() =>
            {
                context.Response.Headers["x-late"] = "2";
                return Task.CompletedTask;
            });
            return next(context);
        }), wire: wire);
        using var client = await host.ConnectAsync();
        await client.SendAsync("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");

        var head = await client.ReadHeadAsync();

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Connection: close", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\r\nTransfer-Encoding: chunked\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nx-early: 1\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nx-late: 2\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sent_before_the_request_has_returned_follows_once()
    {
        var mayReturn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await DirectHost.StartAsync(wire: wire);
        host.BeforeReturn = () => mayReturn.Task;
        var (client, taken) = await host.OpenAsync(query: "?before=10");
        using var _ = client;

        taken.Direct.Send(Chunk.Of("early"u8));
        Assert.Equal(0, taken.Owner.BytesSent);
        Assert.False(taken.Direct.IsDrained);
        mayReturn.SetResult();
        await client.ReadAsync("a\r\n".Length + 10 + "\r\n5\r\nearly\r\n".Length);
        await Wait.UntilAsync(() => taken.Direct.IsDrained, TimeSpan.FromSeconds(10), "something still waits", TestContext.Current.CancellationToken);
        taken.Direct.End(Chunk.Of("late"u8));

        Assert.Equal("late", ChunkedBody.ReadText(await client.ReadBodyAsync()));
    }

    [Fact]
    public async Task Stream_that_ended_before_its_request_has_returned_is_whole()
    {
        var mayReturn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await DirectHost.StartAsync(wire: wire);
        host.BeforeReturn = () => mayReturn.Task;
        var (client, taken) = await host.OpenAsync();
        using var _ = client;

        taken.Direct.Send(Chunk.Of("all "u8));
        taken.Direct.End(Chunk.Of("of it"u8));
        mayReturn.SetResult();

        Assert.Equal("all of it", ChunkedBody.ReadText(await client.ReadBodyAsync()));
        await taken.Owner.WhenClosed;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_taken_after_the_end(bool flush)
    {
        await using var host = await DirectHost.StartAsync(sendBuffer: 4096, wire: wire);
        var (client, taken) = await host.OpenAsync(receiveBuffer: 4096);
        using var _ = client;

        // Large enough to wait.
        var content = Pattern.Of(200_000);
        taken.Direct.Send(Chunk.Of(content));
        taken.Direct.End(Chunk.Of("end"u8));
        taken.Direct.Send(Chunk.Of("after"u8), flush);
        taken.Direct.End(Chunk.Of("second end"u8));
        taken.Direct.Flush();

        var body = ChunkedBody.Read(await client.ReadBodyAsync());
        Assert.Equal([.. content, .. "end"u8], body);
    }
}
