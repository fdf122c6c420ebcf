using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RealtimeMesh.Studio.Data.Schema;

/// <summary>Ready once the schema is, and while the database answers.</summary>
internal sealed class DatabaseHealth(DatabaseMigration migration, StudioDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        migration.Done.IsCompleted && await db.Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The studio database is not there yet.");
}
