using System.Data.Common;
using System.Net.Sockets;

namespace RealtimeMesh.Studio.Data.Providers;

public static class DatabaseOutage
{
    /// <summary>Whether this is the database being away, and so may be tried again. EF and drivers wrap what says so in other exceptions.</summary>
    public static bool IsDatabaseAway(this Exception error) =>
        error is DbException { IsTransient: true } or DbException { InnerException: SocketException }
        || (error.InnerException is { } inner && inner.IsDatabaseAway());
}
