using Microsoft.EntityFrameworkCore;
using Npgsql;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Providers;

namespace RealtimeMesh.Studio.Tests.Hosting;

/// <summary>A database of one test's or fixture's own: it does not exist until a studio makes it.</summary>
public sealed record Store(string Provider, string ConnectionString)
{
    private static readonly DirectoryInfo Folder = Directory.CreateTempSubdirectory("realtime-mesh-studio-");

    public static Store InSqlite() => new("sqlite", $"Data Source={Path.Combine(Folder.FullName, $"{Guid.NewGuid():n}.db")}");

    public static Store InPostgres(string server) =>
        new("postgres", new NpgsqlConnectionStringBuilder(server) { Database = $"studio_{Guid.NewGuid():n}" }.ConnectionString);

    /// <summary>Looks into the database, past the API.</summary>
    public StudioDb Open() => Provider == "sqlite"
        ? new SqliteStudioDb(new DbContextOptionsBuilder<SqliteStudioDb>().UseSqlite(ConnectionString).Options)
        : new PostgresStudioDb(new DbContextOptionsBuilder<PostgresStudioDb>().UseNpgsql(ConnectionString).Options);

    /// <summary>At the end of all tests; PostgreSQL databases go with their server.</summary>
    public static void DeleteSqliteFiles() => Folder.Delete(recursive: true);
}
