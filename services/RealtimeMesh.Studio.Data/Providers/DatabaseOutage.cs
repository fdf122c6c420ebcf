using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace RealtimeMesh.Studio.Data.Providers;

public static class DatabaseOutage
{
    // https://sqlite.org/rescode.html; the driver calls none of them transient.
    private const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Full = 13, CannotOpen = 14;

    /// <summary>Whether this is the database being away, and so may be tried again. EF and drivers wrap what says so in other exceptions.</summary>
    public static bool IsDatabaseAway(this Exception error) =>
        error is DbException { IsTransient: true } or DbException { InnerException: SocketException }
        || error is SqliteException { SqliteErrorCode: Busy or Locked or ReadOnly or IoError or Full or CannotOpen }
        || error is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InvalidPassword }
        || (error.InnerException is { } inner && inner.IsDatabaseAway());
}
