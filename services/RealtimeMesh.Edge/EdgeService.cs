using Microsoft.Extensions.Options;
using RealtimeMesh.Edge.Admin;
using RealtimeMesh.Edge.Diagnostics;
using RealtimeMesh.Edge.Streams;
using RealtimeMesh.HttpDefaults.Errors;
using RealtimeMesh.ServiceDefaults;
using RealtimeMesh.UserEventLog;
using RealtimeMesh.UserEventLog.Redis;

namespace RealtimeMesh.Edge;

/// <summary>The parts of the edge, for its own process and for a host that composes it with others.</summary>
public static class EdgeService
{
    // Between the last stream's end and the process's.
    private static readonly TimeSpan ShutdownReserve = TimeSpan.FromSeconds(10);

    /// <summary>Streams. The host adds authentication and an <see cref="IUserEventSource"/>.</summary>
    public static WebApplicationBuilder AddEdge(this WebApplicationBuilder builder)
    {
        var services = builder.Services;

        services.AddOptions<EdgeOptions>()
            .BindConfiguration(EdgeOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<HostOptions>().PostConfigure<IOptions<EdgeOptions>>((host, edge) =>
            host.ShutdownTimeout = Max(host.ShutdownTimeout, edge.Value.DrainWindow + ShutdownReserve));

        services.AddAdminPolicy();
        services.AddSingleton<EdgeMetrics>();
        services.AddSingleton<DroppedMessages>();
        services.AddSingleton<OpenStreams>();
        services.AddSingleton<StreamEndpoint>();
        services.AddHostedService<StreamSweeper>();
        services.AddHostedService<ContinuityCheck>();
        services.AddHostedService<IdleChannelSweeper>();
        services.AddHostedService<StreamDrain>();
        services.AddHealthChecks().AddCheck<EdgeReadiness>("user events", tags: [HealthEndpoints.Ready]);

        return builder;
    }

    /// <summary>User events from Redis (<c>ConnectionStrings:redis</c>).</summary>
    public static WebApplicationBuilder AddRedisUserEvents(this WebApplicationBuilder builder)
    {
        builder.AddRedisUserEventLog("realtime-mesh-edge");
        builder.Services.AddOptions<UserEventLogOptions>().Configure<IOptions<EdgeOptions>>((log, edge) =>
            (log.LogLength, log.LogRetention, log.PositionRetention) = (edge.Value.LogLength, edge.Value.LogRetention, edge.Value.PositionRetention));

        return builder;
    }

    /// <summary>Both stream paths, and what an operator may ask for.</summary>
    public static void MapEdge(this WebApplication app)
    {
        app.MapStreams();
        app.MapAdmin();
    }

    /// <summary>Every path of the edge's own process is for stream clients, so every error has the form that they read.</summary>
    internal static void UseStreamErrors(this WebApplication app)
    {
        app.UseExceptionHandler(errors => errors.Run(context => StreamError.Of(context.Response.StatusCode).WriteAsync(context)));
        app.UseStatusCodePages(pages => StreamError.Of(pages.HttpContext.Response.StatusCode).WriteAsync(pages.HttpContext));
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
