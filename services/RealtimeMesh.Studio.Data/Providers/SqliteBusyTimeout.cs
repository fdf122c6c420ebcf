using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace RealtimeMesh.Studio.Data.Providers;

/// <summary>
/// Lets SQLite itself wait for another process's write lock. The driver's own waiting misses a lock that is met as a statement ends,
/// as an UPDATE … RETURNING can, and would throw "database is locked".
/// </summary>
internal sealed class SqliteBusyTimeout : DbConnectionInterceptor
{
    private const string Wait30Seconds = "PRAGMA busy_timeout = 30000";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Wait30Seconds;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Wait30Seconds;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
