using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using RealtimeMesh.DirectStreams.Tests.Hosting;
using RealtimeMesh.Testing;

namespace RealtimeMesh.DirectStreams.Tests.Connections;

/// <summary>HTTP that is not taken is what it is on Kestrel's own transport.</summary>
public sealed class OrdinaryHttpTests
{
    private const int Large = 10 * 1024 * 1024;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connection_serves_one_request_after_the_other()
    {
        await using var host = await StartAsync();
        using var client = await RawClient.ConnectAsync(host.Port);
        for (var n = 0; n < 20; n++)
        {
            await client.SendAsync(Get($"/number/{n}"));
            Assert.Equal(Answer(n), await ReadAnswerAsync(client));
        }
    }

    [Fact]
    public async Task Pipelined_requests_are_answered_in_order()
    {
        await using var host = await StartAsync();
        using var client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync(string.Concat(Enumerable.Range(0, 50).Select(n => Get($"/number/{n}"))));
        for (var n = 0; n < 50; n++)
        {
            Assert.Equal(Answer(n), await ReadAnswerAsync(client));
        }
    }

    [Fact]
    public async Task Stream_may_follow_ordinary_requests_of_its_connection()
    {
        await using var host = await StartAsync();
        using var client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync(Get("/number/1") + Get("/number/2") + Get("/stream"));
        Assert.Equal(Answer(1), await ReadAnswerAsync(client));
        Assert.Equal(Answer(2), await ReadAnswerAsync(client));
        await client.ReadHeadAsync();
        var taken = await host.NextAsync();
        taken.Direct.End(Chunk.Of("x"u8));
        Assert.Equal("x", ChunkedBody.ReadText(await client.ReadBodyAsync()));
    }

    [Fact]
    public async Task Upload_waits_for_a_server_that_does_not_read_and_arrives_whole()
    {
        var mayRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await StartAsync(mayRead.Task);
        var body = RandomNumberGenerator.GetBytes(Large);
        using var client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync($"POST /hash HTTP/1.1\r\nHost: a\r\nContent-Length: {body.Length}\r\n\r\n");
        client.Socket.SendBufferSize = 64 * 1024;
        var sent = 0;
        var sending = Task.Run(
            async () =>
            {
                for (; sent < body.Length; sent += 64 * 1024)
                {
                    await client.Socket.SendAsync(body.AsMemory(sent, 64 * 1024), Stop);
                }
            },
            Stop);

        // It comes to a halt: pipe and sockets are full.
        var before = -1;
        await Wait.UntilAsync(() => before == (before = Volatile.Read(ref sent)) && before > 1024 * 1024, TimeSpan.FromSeconds(10), "it goes on", Stop);
        Assert.False(sending.IsCompleted);
        mayRead.SetResult();

        await sending;
        Assert.EndsWith(Convert.ToHexString(SHA256.HashData(body)), await ReadAnswerAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_waits_for_a_slow_reader_and_arrives_whole()
    {
        await using var host = await StartAsync();
        using var client = await RawClient.ConnectAsync(host.Port, receiveBuffer: 16 * 1024);
        await client.SendAsync(Get("/bytes"));
        await client.ReadHeadAsync();
        await Wait.UntilAsync(() => client.Socket.Available > 0, TimeSpan.FromSeconds(10), "nothing comes", Stop);

        Assert.Equal(Pattern.Of(Large), await client.ReadAsync(Large));
        await client.SendAsync(Get("/number/3"));
        Assert.Equal(Answer(3), await ReadAnswerAsync(client));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_that_leaves_aborts_its_request(bool reset)
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await DirectHost.StartAsync(app => app.MapGet("/wait", async (HttpContext context) =>
        {
            await context.Response.Body.FlushAsync();
            await using var _ = context.RequestAborted.Register(aborted.SetResult);
            await aborted.Task;
        }));
        using var client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync(Get("/wait"));
        await client.ReadHeadAsync();
        if (reset)
        {
            client.Reset();
        }
        else
        {
            client.Dispose();
        }

        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(10), Stop);
    }

    [Fact]
    public async Task Response_that_is_aborted_ends_within()
    {
        await using var host = await DirectHost.StartAsync(app => app.MapGet("/abort", async (HttpContext context) =>
        {
            context.Response.ContentLength = 100;
            await context.Response.BodyWriter.WriteAsync(new byte[10], Stop);
            context.Abort();
        }));
        using var client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync(Get("/abort"));

        await Assert.ThrowsAnyAsync<Exception>(async () => await client.ReadAsync(4000));
    }

    [Fact]
    public async Task Server_that_stops_closes_what_is_open()
    {
        var host = await StartAsync();
        using var idle = await RawClient.ConnectAsync(host.Port);
        using var used = await RawClient.ConnectAsync(host.Port);
        await used.SendAsync(Get("/number/1"));
        await ReadAnswerAsync(used);
        var (streaming, taken) = await host.OpenAsync();
        using var _ = streaming;

        await host.App.StopAsync(Stop);

        Assert.Empty(await idle.ReadToEndAsync());
        Assert.Empty(await used.ReadToEndAsync());
        // A stream is its owner's, who may still end it well.
        taken.Direct.End(Chunk.Of("bye"u8));
        Assert.Equal("bye", ChunkedBody.ReadText(await streaming.ReadToEndAsync()));
        await taken.Owner.WhenClosed;
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Port_that_is_taken_is_told_as_by_Kestrel()
    {
        await using var host = await StartAsync();
        var own = await Assert.ThrowsAsync<IOException>(() => StartAsync(url: $"http://127.0.0.1:{host.Port}"));
        var kestrels = WebApplication.CreateSlimBuilder();
        kestrels.WebHost.UseUrls($"http://127.0.0.1:{host.Port}");
        await using var other = kestrels.Build();
        var theirs = await Assert.ThrowsAsync<IOException>(() => other.StartAsync(Stop));

        Assert.IsType<AddressInUseException>(own.InnerException);
        Assert.Equal(theirs.Message, own.Message);
    }

    [Fact]
    public async Task Unix_sockets_are_left_to_Kestrel()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var host = await StartAsync(url: $"http://unix:{path}");
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });

        Assert.Equal("hello", await http.GetStringAsync(new Uri("http://a/hello"), Stop));
    }

    private static Task<DirectHost> StartAsync(Task? mayRead = null, string url = "http://127.0.0.1:0") => DirectHost.StartAsync(
        app =>
        {
            app.MapGet("/number/{n:int}", (int n) => n.ToString(CultureInfo.InvariantCulture));
            app.MapGet("/bytes", () => Results.Bytes(Pattern.Of(Large)));
            app.MapPost("/hash", async (HttpContext context) =>
            {
                await (mayRead ?? Task.CompletedTask);
                return Convert.ToHexString(await SHA256.HashDataAsync(context.Request.Body));
            });
        },
        url: url);

    private static string Get(string path) => $"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n";

    private static string Answer(int n) => "200 OK: " + n.ToString(CultureInfo.InvariantCulture);

    private static async Task<string> ReadAnswerAsync(RawClient client)
    {
        var head = await client.ReadHeadAsync();
        var length = head.Split("Content-Length: ") is [_, var rest] ? int.Parse(rest.Split('\r')[0], CultureInfo.InvariantCulture) : -1;
        var body = length >= 0 ? await client.ReadAsync(length) : await ReadChunkAsync(client);
        return head.Split("\r\n")[0]["HTTP/1.1 ".Length..] + ": " + Encoding.ASCII.GetString(body);
    }

    // The platform's short answers without a length are one chunk and the last one.
    private static async Task<byte[]> ReadChunkAsync(RawClient client)
    {
        var line = Encoding.ASCII.GetString(await ReadLineAsync(client));
        var body = await client.ReadAsync(int.Parse(line, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        Assert.Equal("\r\n0\r\n\r\n", Encoding.ASCII.GetString(await client.ReadAsync(7)));
        return body;
    }

    private static async Task<byte[]> ReadLineAsync(RawClient client)
    {
        var line = new List<byte>();
        while (line is not [.., (byte)'\r', (byte)'\n'])
        {
            line.AddRange(await client.ReadAsync(1));
        }

        return [.. line.SkipLast(2)];
    }
}
