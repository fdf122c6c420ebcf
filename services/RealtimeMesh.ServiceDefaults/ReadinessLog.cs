using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace RealtimeMesh.ServiceDefaults;

/// <summary>Says in the log what the process waits for, once when it begins to wait and once when it is ready.</summary>
internal sealed partial class ReadinessLog(ILogger<ReadinessLog> logger) : IHealthCheckPublisher
{
    private string? _last;

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        var missing = string.Join(", ", report.Entries.Where(check => check.Value.Status == HealthStatus.Unhealthy).Select(check => check.Key));
        if (missing != _last)
        {
            Action tell = missing.Length == 0 ? Ready : () => Waiting(missing);
            tell();
            _last = missing;
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(1, LogLevel.Warning, "Waiting for {Missing}.")]
    private partial void Waiting(string missing);

    [LoggerMessage(2, LogLevel.Information, "Ready.")]
    private partial void Ready();
}
