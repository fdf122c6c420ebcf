using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RealtimeMesh.DirectStreams.Tests.Hosting;

/// <summary>Kestrel with the direct transport on a free port. <c>/stream</c> flushes <c>?before=</c> bytes and is then taken.</summary>
internal sealed class DirectHost : IAsyncDisposable
{
    public const int MaxWaiting = 256 * 1024;

    private readonly WebApplication _app;
    private readonly Channel<TakenStream> _taken = Channel.CreateBounded<TakenStream>(20_000);

    private readonly ConcurrentDictionary<int, TaskCompletionSource<TakenStream>> _opening = new();

    private DirectHost(WebApplication app) => _app = app;

    /// <summary>Of the server's sockets; 0 leaves the system's.</summary>
    public int SendBuffer { get; init; }

    public Wire Wire { get; init; }

    /// <summary>Holds requests back after they were taken.</summary>
    public Func<Task> BeforeReturn { get; set; } = () => Task.CompletedTask;

    public string Url => _app.Urls.First();

    public int Port => new Uri(Url).Port;

    public WebApplication App => _app;

    public static async Task<DirectHost> StartAsync(
        Action<WebApplication>? map = null, Action<WebApplicationBuilder>? configure = null, int sendBuffer = 0, Wire wire = Wire.Plain, string? url = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url ?? (wire is Wire.Plain ? "http://127.0.0.1:0" : "https://127.0.0.1:0"));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddDirectTransport();
        Certificate.Use(builder);
        configure?.Invoke(builder);

        var host = new DirectHost(builder.Build()) { SendBuffer = sendBuffer, Wire = wire };
        map?.Invoke(host._app);
        host._app.Map("/stream", host.ServeAsync);
        host._app.MapGet("/hello", () => "hello");
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>What Kestrel may hold for a client that does not read has no bound.</summary>
    public static void WithoutWriteBound(WebApplicationBuilder builder) =>
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.MaxWriteBufferSize = null);

    /// <summary>Of a request that a test sent itself.</summary>
    public async Task<TakenStream> NextAsync() =>
        await _taken.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    public TakenStream? TryNext() => _taken.Reader.TryRead(out var taken) ? taken : null;

    public Task<RawClient> ConnectAsync(int receiveBuffer = 0) => RawClient.ConnectAsync(Port, receiveBuffer, Wire);

    /// <summary>Opens a stream; the client has read its response's head.</summary>
    public async Task<(RawClient Client, TakenStream Taken)> OpenAsync(int receiveBuffer = 0, string query = "")
    {
        var client = await ConnectAsync(receiveBuffer);
        var opened = new TaskCompletionSource<TakenStream>(TaskCreationOptions.RunContinuationsAsynchronously);
        _opening[((IPEndPoint)client.Socket.LocalEndPoint!).Port] = opened;
        await client.SendAsync($"GET /stream{query} HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReadHeadAsync();
        return (client, await opened.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    /// <summary>The same, and the stream has begun: before that nothing reaches the socket, and everything waits.</summary>
    public async Task<(RawClient Client, TakenStream Taken)> OpenBegunAsync(int receiveBuffer = 0)
    {
        var (client, taken) = await OpenAsync(receiveBuffer);
        var begun = Chunk.Of("begun"u8);
        Assert.True(taken.Direct.Send(begun));
        await client.ReadAsync(begun.Length);
        return (client, taken);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        if (SendBuffer > 0)
        {
            socket.SendBufferSize = SendBuffer;
        }

        _ = int.TryParse(context.Request.Query["before"], out var before);
        _ = int.TryParse(context.Request.Query["tag"], out var tag);
        await context.Response.StartAsync();
        await context.Response.BodyWriter.WriteAsync(Pattern.Of(before));
        await context.Response.BodyWriter.FlushAsync();

        var owner = new StreamOwner();
        var stream = DirectStream.TryTake(context, owner, MaxWaiting);
        var taken = new TakenStream(stream, owner, socket, new WeakReference<HttpContext>(context), tag);
        var isOpening = _opening.TryRemove(context.Connection.RemotePort, out var opened);
        _ = isOpening ? opened!.TrySetResult(taken) : _taken.Writer.TryWrite(taken);
        await BeforeReturn();
    }
}
