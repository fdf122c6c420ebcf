using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RealtimeMesh.ServiceDefaults;

namespace RealtimeMesh.AllInOne.Start;

/// <summary>Ends the start with one line: where to point the browser.</summary>
internal sealed class ReadyLine(IServer server, IConfiguration configuration) : IHealthCheckPublisher
{
    private bool _written;

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        if (!_written && report.Status == HealthStatus.Healthy && server.Features.Get<IServerAddressesFeature>() is { Addresses: { Count: > 0 } addresses })
        {
            _written = true;
            Console.WriteLine($"RealtimeMesh is ready: {string.Join(", ", addresses)} (data in {DataFolder.Path(configuration)}; Ctrl+C stops it)");
        }

        return Task.CompletedTask;
    }
}

internal static class ReadyLineExtensions
{
    public static void AddReadyLine(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IHealthCheckPublisher, ReadyLine>();
        // The line says it all; the framework's four lines would follow it.
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddFilter("RealtimeMesh.ServiceDefaults", LogLevel.Error);
        // Why a start failed is the program's last line already. That a service broke later is critical.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
    }
}
