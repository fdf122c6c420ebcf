using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using RealtimeMesh.Studio.Data.Providers;

namespace RealtimeMesh.Studio.Data.Schema;

/// <summary>Brings the schema up to date at start, waiting for the database where it is not there yet. Several processes may do so at once.</summary>
public sealed partial class DatabaseMigration(IServiceScopeFactory scopes, TimeProvider time, ILogger<DatabaseMigration> logger)
    : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the schema is up to date: nothing may query before.</summary>
    public Task Done => _done.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryMigrateAsync(stoppingToken))
        {
            await Task.Delay(RetryAfter, time, stoppingToken);
        }

        _done.SetResult();
    }

    private async Task<bool> TryMigrateAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudioDb>();
        try
        {
            if (db.Database.GetDbConnection() is SqliteConnection sqlite)
            {
                await using var only = await SqliteMigrationLock.TakeAsync(sqlite.DataSource, time, cancellationToken);
                await SqliteMigrationLock.ClearStaleLockAsync(db, cancellationToken);
                await db.Database.MigrateAsync(cancellationToken);
            }
            else
            {
                // EF holds a lock in PostgreSQL that ends with its session.
                await db.Database.MigrateAsync(cancellationToken);
            }

            return true;
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process is just creating the database.
            return false;
        }
        catch (Exception error) when (error.IsDatabaseAway())
        {
            WaitingForDatabase(db.Database.GetDbConnection().DataSource, error.Message);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Waiting for the studio database at {Address}: {Reason}")]
    private partial void WaitingForDatabase(string address, string reason);
}
