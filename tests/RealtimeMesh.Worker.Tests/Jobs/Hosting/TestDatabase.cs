using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Providers;

namespace RealtimeMesh.Worker.Tests.Jobs.Hosting;

/// <summary>A studio database of its own, which the first worker on it makes.</summary>
internal sealed record TestDatabase(string Provider, string ConnectionString) : IDisposable
{
    public static TestDatabase InSqlite() =>
        new("sqlite", $"Data Source={Path.Combine(Directory.CreateTempSubdirectory("realtime-mesh-worker-").FullName, "studio.db")}");

    public static TestDatabase InPostgres(string server) =>
        new("postgres", new NpgsqlConnectionStringBuilder(server) { Database = $"worker_{Guid.NewGuid():n}" }.ConnectionString);

    public StudioDb Open() => Provider == "sqlite"
        ? new SqliteStudioDb(new DbContextOptionsBuilder<SqliteStudioDb>().UseSqlite(ConnectionString).Options)
        : new PostgresStudioDb(new DbContextOptionsBuilder<PostgresStudioDb>().UseNpgsql(ConnectionString).Options);

    /// <summary>A SQLite file goes with its folder; a PostgreSQL database goes with its server.</summary>
    public void Dispose()
    {
        if (Provider == "sqlite")
        {
            SqliteConnection.ClearAllPools();
            Directory.GetParent(new SqliteConnectionStringBuilder(ConnectionString).DataSource)!.Delete(recursive: true);
        }
    }
}
