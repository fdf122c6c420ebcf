using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.DirectStreams.Tests.Hosting;
using RealtimeMesh.Testing;

namespace RealtimeMesh.DirectStreams.Tests.Http2;

/// <summary>
/// All connections are for streams. <c>/stream</c> flushes "begun" and is taken; <c>/late</c> is taken and then sends; <c>/wait</c> returns when its
/// client has left.
/// </summary>
internal sealed class Http2Host : IAsyncDisposable
{
    public const int MaxStreams = 10;
    public const int MaxWaiting = 256 * 1024;

    private readonly WebApplication _app;
    private int _waiting;

    private Http2Host(WebApplication app, FakeTimeProvider time) => (_app, Time) = (app, time);

    public FakeTimeProvider Time { get; }

    public WebApplication App => _app;

    public ConcurrentQueue<TakenHttp2Stream> Taken { get; } = [];

    /// <summary>Who owned the streams of <c>/late</c>.</summary>
    public BlockingCollection<StreamOwner> Late { get; } = [];

    /// <summary>Requests in <c>/wait</c>.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public static async Task<Http2Host> StartAsync(Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddDirectTransport();
        builder.AddHttp2Streams();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(5));
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            var services = endpoint.ApplicationServices;
            endpoint.Use(_ => connection => Http2Streams.ServeAsync(connection, services, MaxStreams));
        }));

        var host = new Http2Host(builder.Build(), time);
        map?.Invoke(host._app);
        host._app.Map("/stream", host.StreamAsync);
        host._app.Map("/late", host.LateAsync);
        host._app.Map("/wait", host.WaitAsync);
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>So many, by the order in which they were taken.</summary>
    public async Task<TakenHttp2Stream[]> TakenAsync(int count)
    {
        await Wait.UntilAsync(() => Taken.Count >= count, TimeSpan.FromSeconds(10), "too few were taken", TestContext.Current.CancellationToken);
        return [.. Taken];
    }

    /// <summary>Opens one more.</summary>
    public async Task<TakenHttp2Stream> OpenAsync(Http2Client client, int id)
    {
        var before = Taken.Count;
        await client.OpenAsync(id);
        return (await TakenAsync(before + 1)).Last();
    }

    public async Task<TakenHttp2Stream> NextAsync() => (await TakenAsync(1)).Last();

    public Task<Http2Client> ConnectAsync(params (ushort Id, uint Value)[] settings) => Http2Client.ConnectAsync(new IPEndPoint(IPAddress.Loopback, new Uri(_app.Urls.First()).Port), settings);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync("begun");
        await context.Response.Body.FlushAsync();
        var owner = new StreamOwner();
        var stream = Http2Streams.TryTake(context, owner, MaxWaiting);
        Taken.Enqueue(new TakenHttp2Stream(stream, owner, new WeakReference<HttpContext>(context)));
    }

    private async Task LateAsync(HttpContext context)
    {
        await context.Response.StartAsync();
        var owner = new StreamOwner();
        Http2Streams.TryTake(context, owner, MaxWaiting)?.Send("late"u8.ToArray());
        Late.Add(owner);
    }

    private async Task WaitAsync(HttpContext context)
    {
        Interlocked.Increment(ref _waiting);
        var left = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(() => left.TrySetResult());
        await left.Task;
        Interlocked.Decrement(ref _waiting);
    }
}

internal sealed record TakenHttp2Stream(IDirectStream? Stream, StreamOwner Owner, WeakReference<HttpContext> Request)
{
    public IDirectStream Direct => Stream ?? throw new InvalidOperationException("It was not taken.");
}
