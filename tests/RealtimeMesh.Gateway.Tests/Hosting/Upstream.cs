using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RealtimeMesh.Gateway.Tests.Hosting;

/// <summary>A server behind the gateway that does what its test says.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Upstream(WebApplication app) => _app = app;

    public ConcurrentQueue<string> Paths { get; } = new();

    /// <summary>What its own readiness probe says.</summary>
    public bool IsReady { get; set; } = true;

    /// <summary>How often it was asked, and was not.</summary>
    public int RefusedProbes { get; private set; }

    public string Address => _app.Urls.Single();

    public int Port => new Uri(Address).Port;

    /// <summary>An edge: HTTP/2 without TLS, and nothing else.</summary>
    public static Task<Upstream> EdgeAsync(RequestDelegate? answer = null, int port = 0) =>
        StartAsync(HttpProtocols.Http2, answer ?? Stream.UntilTheClientLeaves, port);

    public static Task<Upstream> StudioAsync(RequestDelegate? answer = null, int port = 0) =>
        StartAsync(HttpProtocols.Http1, answer ?? (context => context.Response.WriteAsync("studio")), port);

    public async ValueTask DisposeAsync()
    {
        // At once, as if it had been killed: what is in flight is aborted.
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private static async Task<Upstream> StartAsync(HttpProtocols protocols, RequestDelegate answer, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = protocols);
        });

        var app = builder.Build();
        var upstream = new Upstream(app);
        app.Run(context =>
        {
            // The gateway's own probe, as opposed to one that came through it.
            if (context.Request.Path.StartsWithSegments("/health") && !context.Request.Headers.ContainsKey("X-Forwarded-For"))
            {
                if (!upstream.IsReady)
                {
                    upstream.RefusedProbes++;
                    context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                }

                return Task.CompletedTask;
            }

            upstream.Paths.Enqueue(context.Request.Path);
            return answer(context);
        });
        await app.StartAsync();

        return upstream;
    }

    public static class Stream
    {
        public const string FirstEvent = "event: message\ndata: {\"type\":\"connected\"}\n\n";

        public static async Task UntilTheClientLeaves(HttpContext context)
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(FirstEvent);
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
