using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Http2;

namespace RealtimeMesh.DirectStreams.Tests.Http2;

public sealed class Http2RequestTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_is_what_the_application_sees()
    {
        string? seen = null;
        await using var host = await Http2Host.StartAsync(app => app.Map("/a b/{rest}", (RequestDelegate)(context =>
        {
            var request = context.Request;
            seen = $"{request.Protocol} {request.Method} {request.Scheme} {request.Host} {request.Path.Value} {request.QueryString} "
                + $"{request.Headers["x-one"]} {request.Headers.Cookie} {context.Connection.RemoteIpAddress}";
            context.Response.Headers["X-Two"] = new(["2", "zwei"]);
            return Task.CompletedTask;
        })));
        using var client = await host.ConnectAsync();

        await client.SendAsync(Http2Client.Request(1, "/a%20b/c?d=e%20f", "PUT", ("x-one", "1"), ("x-one", "eins"), ("cookie", "a=1"), ("cookie", "b=2"), ("content-length", "0")));

        Assert.Equal([(":status", "200"), ("x-two", "2"), ("x-two", "zwei")], await client.ReadHeadAsync(1));
        await client.ReadEndAsync(1);
        Assert.Equal("HTTP/2 PUT http edge /a b/c ?d=e%20f 1,eins a=1; b=2 127.0.0.1", seen);
    }

    [Fact]
    public async Task Response_comes_with_what_middleware_adds_late_and_whole_however_long_it_is()
    {
        var text = new string('x', 300_000);
        var completed = false;
        await using var host = await Http2Host.StartAsync(app => app.Map("/long", async (HttpContext context) =>
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers["late"] = "yes";
                return Task.CompletedTask;
            });
            context.Response.OnCompleted(() =>
            {
                completed = true;
                return Task.CompletedTask;
            });
            context.Response.StatusCode = 418;
            await context.Response.WriteAsync(text, Stop);
        }));
        using var client = await host.ConnectAsync((Setting.InitialWindowSize, 1_000_000));
        await client.SendAsync(Http2Client.WindowUpdate(0, 1_000_000), Http2Client.Request(1, "/long"));

        Assert.Equal([(":status", "418"), ("late", "yes")], await client.ReadHeadAsync(1));
        Assert.Equal(text, await client.ReadDataAsync(1, text.Length));
        await client.ReadEndAsync(1);
        await Wait.UntilAsync(() => completed, TimeSpan.FromSeconds(10), "OnCompleted was not called", Stop);
    }

    [Fact]
    public async Task Head_has_no_body()
    {
        await using var host = await Http2Host.StartAsync(app => app.Map("/text", () => "text"));
        using var client = await host.ConnectAsync();

        await client.SendAsync(Http2Client.Request(1, "/text", "HEAD"));

        Assert.Equal((":status", "200"), (await client.ReadHeadAsync(1))[0]);
        await client.ReadEndAsync(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fault_of_the_application_is_an_answer_or_breaks_it_off(bool isStarted)
    {
        await using var host = await Http2Host.StartAsync(app => app.Map("/fault", async (HttpContext context) =>
        {
            if (isStarted)
            {
                await context.Response.Body.FlushAsync(Stop);
            }

            throw new InvalidOperationException("As the test wants it.");
        }));
        using var client = await host.ConnectAsync();

        await client.SendAsync(Http2Client.Request(1, "/fault"));

        Assert.Equal((":status", isStarted ? "200" : "500"), (await client.ReadHeadAsync(1))[0]);
        if (isStarted)
        {
            await client.ReadResetAsync(1, Http2ErrorCode.InternalError);
        }
        else
        {
            await client.ReadEndAsync(1);
        }

        await client.OpenAsync(3);
    }

    [Fact]
    public async Task Response_header_that_would_be_two_is_not_sent()
    {
        await using var host = await Http2Host.StartAsync(app => app.Map("/split", (HttpContext context) => { context.Response.Headers["x-echo"] = "a\r\nset-cookie: b"; }));
        using var client = await host.ConnectAsync();

        await client.SendAsync(Http2Client.Request(1, "/split"));

        await client.ReadResetAsync(1, Http2ErrorCode.InternalError);
    }

    [Fact]
    public async Task Nothing_follows_a_reset()
    {
        await using var host = await Http2Host.StartAsync(app => app.Map("/abort", (HttpContext context) => context.Abort()));
        using var client = await host.ConnectAsync();

        await client.SendAsync(Http2Client.Request(1, "/abort"));

        await client.ReadResetAsync(1, Http2ErrorCode.Cancel);
        // Its request has returned when another of as many as may be has begun.
        await client.OpenAsync(3);
    }

    [Fact]
    public async Task Responses_that_have_ended_do_not_count_even_if_their_requests_have_not()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await Http2Host.StartAsync(app => app.Map("/slow", (HttpContext context) => context.Response.OnCompleted(() => goOn.Task)));
        using var client = await host.ConnectAsync();
        for (var id = 1; id < 2 * Http2Host.MaxStreams; id += 2)
        {
            await client.SendAsync(Http2Client.Request(id, "/slow"));
            await client.ReadHeadAsync(id);
            await client.ReadEndAsync(id);
        }

        await client.OpenAsync(101);
        goOn.SetResult();
    }

    [Fact]
    public async Task Callback_that_fails_takes_nothing_with_it()
    {
        await using var host = await Http2Host.StartAsync(app => app.Map("/bad", async (HttpContext context) =>
        {
            context.RequestAborted.Register(() => throw new ObjectDisposedException("something of the request"));
            await context.Response.Body.FlushAsync(Stop);
            var left = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(() => left.TrySetResult());
            await left.Task;
        }));
        using var client = await host.ConnectAsync();
        await client.SendAsync(Http2Client.Request(1, "/bad"));
        await client.ReadHeadAsync(1);

        await client.SendAsync(TestFrames.Reset(1, Http2ErrorCode.Cancel));

        await client.OpenAsync(3);
        await host.App.StopAsync(Stop);
    }

    [Fact]
    public async Task Request_learns_that_its_client_has_left()
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync();
        await client.SendAsync(Http2Client.Request(1, "/wait"), Http2Client.Request(3, "/wait"));
        await Wait.UntilAsync(() => host.Waiting == 2, TimeSpan.FromSeconds(10), "they have not begun", Stop);

        await client.SendAsync(TestFrames.Reset(1, Http2ErrorCode.Cancel));
        await Wait.UntilAsync(() => host.Waiting == 1, TimeSpan.FromSeconds(10), "it does not know", Stop);
        client.Dispose();
        await Wait.UntilAsync(() => host.Waiting == 0, TimeSpan.FromSeconds(10), "it does not know", Stop);
    }

    [Fact]
    public async Task Block_may_come_in_pieces_and_with_padding()
    {
        await using var host = await Http2Host.StartAsync(app => app.Map("/pieces", () => "all of it"));
        using var client = await host.ConnectAsync();
        var block = TestFrames.Block((":method", "GET"), (":scheme", "http"), (":path", "/pieces"));
        byte[] bytes =
        [
            .. TestFrames.Of(FrameType.Headers, FrameFlags.EndStream | FrameFlags.Padded, 1, [2, .. block[..10], 0, 0]),
            .. TestFrames.Of(FrameType.Continuation, FrameFlags.None, 1, block[10..20]),
            .. TestFrames.Of(FrameType.Continuation, FrameFlags.EndHeaders, 1, block[20..]),
        ];
        foreach (var octet in bytes)
        {
            await client.SendAsync([octet]);
        }

        await client.ReadHeadAsync(1);
        Assert.Equal("all of it", await client.ReadDataAsync(1, 9));
        await client.ReadEndAsync(1);
    }

    [Fact]
    public async Task Client_that_asks_nothing_for_long_is_let_go()
    {
        await using var host = await Http2Host.StartAsync();
        using var client = await host.ConnectAsync();
        await client.SendAsync(Http2Client.Request(1, "/nowhere"));
        Assert.Equal((":status", "404"), (await client.ReadHeadAsync(1))[0]);
        await client.ReadEndAsync(1);

        var end = client.ReadGoAwayAsync();
        await Wait.UntilAsync(
            () =>
            {
                host.Time.Advance(TimeSpan.FromSeconds(10));
                return end.IsCompleted;
            },
            TimeSpan.FromSeconds(10),
            "it is still open",
            Stop);
        Assert.Equal(Http2ErrorCode.NoError, await end);
        await client.ReadToEndAsync();
    }
}
