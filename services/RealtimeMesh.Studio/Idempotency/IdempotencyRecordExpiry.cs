using Microsoft.EntityFrameworkCore;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Schema;
using RealtimeMesh.Studio.Diagnostics;

namespace RealtimeMesh.Studio.Idempotency;

/// <summary>Forgets idempotency keys after a day.</summary>
internal sealed class IdempotencyRecordExpiry(IServiceScopeFactory scopes, DatabaseMigration migration, TimeProvider time, ILogger<IdempotencyRecordExpiry> logger)
    : BackgroundService
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly PeriodicTimer _timer = new(TimeSpan.FromHours(1), time);

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migration.Done.WaitAsync(stoppingToken);
        while (await _timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<StudioDb>();
                var oldest = time.GetUtcNow() - Kept;
                await db.IdempotencyRecords.Where(record => record.CreatedAt < oldest).ExecuteDeleteAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                logger.ExpiryPostponed(error.Message);
            }
        }
    }
}
