using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;
using RealtimeMesh.Studio.Data.Schema;

namespace RealtimeMesh.Studio.Data.Providers;

/// <summary>Chooses the database: <c>Studio:Database</c> is sqlite (default) or postgres, <c>ConnectionStrings:studio</c> says where.</summary>
public static class StudioDatabase
{
    public const string ConnectionSetting = "ConnectionStrings:studio";

    /// <param name="builder">The service's builder.</param>
    /// <param name="dataFolder">Gives the folder of the SQLite file; asked only where no connection string is set.</param>
    public static WebApplicationBuilder AddStudioDatabase(this WebApplicationBuilder builder, Func<string> dataFolder)
    {
        var connection = builder.Configuration[ConnectionSetting];
        switch (builder.Configuration["Studio:Database"] ?? "sqlite")
        {
            case "sqlite":
                var sqlite = Parse(() => new SqliteConnectionStringBuilder(connection ?? $"Data Source={Path.Combine(dataFolder(), "studio.db")}"));
                RequireFile(sqlite.DataSource);
                builder.Services.AddDbContext<StudioDb, SqliteStudioDb>(options => options.UseSqlite(sqlite.ConnectionString));
                break;
            case "postgres":
                var postgres = Parse(() => new NpgsqlConnectionStringBuilder(connection));
                RequireHost(postgres.Host);
                builder.Services.AddDbContext<StudioDb, PostgresStudioDb>(options => options.UseNpgsql(postgres.ConnectionString));
                break;
            case var other:
                throw new InvalidOperationException($"The setting Studio__Database is '{other}'; it must be sqlite or postgres.");
        }

        // What fails is thrown as well, and told by whoever knows what it means; the migration's look for its own table is no failure at all.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database", LogLevel.None);
        builder.Services.AddSingleton<DatabaseMigration>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DatabaseMigration>());
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("studio-database", HealthStatus.Unhealthy, ["ready"]);

        return builder;
    }

    private static void RequireHost(string? host)
    {
        if (string.IsNullOrEmpty(host))
        {
            throw new InvalidOperationException(
                "The setting ConnectionStrings__studio is missing or names no Host. Example: Host=127.0.0.1;Database=studio;Username=studio;Password=…");
        }
    }

    private static void RequireFile(string file)
    {
        if (file is "" or ":memory:" || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
        {
            throw new InvalidOperationException($"The setting ConnectionStrings__studio has Data Source='{file}'; it must be a file in a folder that exists.");
        }
    }

    private static T Parse<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            // The value may hold a password, so only what the driver says of it is repeated.
            throw new InvalidOperationException($"The setting ConnectionStrings__studio cannot be read: {error.Message}");
        }
    }
}
