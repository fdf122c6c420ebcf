using Microsoft.EntityFrameworkCore;

namespace RealtimeMesh.Studio.Data.Schema;

/// <summary>
/// Lets one process at a time migrate a SQLite file. EF's own lock is a row, which a killed process leaves behind for ever;
/// this one is the operating system's, so whoever holds it may clear that row.
/// </summary>
internal sealed class SqliteMigrationLock(FileStream file) : IAsyncDisposable
{
    public static async Task<SqliteMigrationLock> TakeAsync(string database, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new SqliteMigrationLock(new FileStream($"{database}.migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException error) when (error is not (DirectoryNotFoundException or FileNotFoundException))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
            }
        }
    }

    public static async Task ClearStaleLockAsync(StudioDb db, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
