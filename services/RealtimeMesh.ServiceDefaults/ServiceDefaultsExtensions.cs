using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace RealtimeMesh.ServiceDefaults;

/// <summary>What every process has alike: telemetry, probes, a clock, its port, an orderly stop.</summary>
public static class ServiceDefaultsExtensions
{
    /// <param name="builder">The service's.</param>
    /// <param name="serviceName">The service's name in traces and metrics.</param>
    /// <param name="port">Listened on at 127.0.0.1 unless configuration names addresses. An empty name is none: the SDK's container image sets one.</param>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string serviceName, int port)
    {
        if (builder.Configuration["urls"] is null or "" && builder.Configuration["http_ports"] is null or "")
        {
            builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<IHealthCheckPublisher, ReadinessLog>();
        builder.Services.Configure<HealthCheckPublisherOptions>(publisher =>
        {
            publisher.Delay = TimeSpan.FromSeconds(1);
            publisher.Period = TimeSpan.FromSeconds(2);
            publisher.Predicate = check => check.Tags.Contains(HealthEndpoints.Ready);
        });
        AddLogging(builder);
        AddTelemetry(builder, serviceName);

        return builder;
    }

    /// <summary>Reads a setting that the service cannot run without.</summary>
    /// <exception cref="InvalidOperationException">The setting is missing; the message names it.</exception>
    public static string Required(this IConfiguration configuration, string key, string example) =>
        configuration[key] is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"The setting {key.Replace(":", "__", StringComparison.Ordinal)} is missing. Example: {example}");

    private static void AddLogging(WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        // Its warnings about an absent broker are stack traces; ReadinessLog says the same in a line.
        builder.Logging.AddFilter("MassTransit", LogLevel.Error);

        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        }
        else
        {
            builder.Logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        }
    }

    private static void AddTelemetry(WebApplicationBuilder builder, string serviceName)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(serviceName, serviceNamespace: "realtime-mesh"))
            .WithMetrics(metrics => metrics
                .AddMeter("RealtimeMesh.*", "MassTransit")
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation());
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            // Otherwise spans that nobody collects would be made, for every message and request.
            telemetry.UseOtlpExporter().WithTracing(tracing => tracing
                .AddSource("RealtimeMesh.*", "MassTransit")
                .AddHttpClientInstrumentation().AddAspNetCoreInstrumentation(http => http.Filter = context => !context.Request.Path.StartsWithSegments("/health")));
        }
    }
}
