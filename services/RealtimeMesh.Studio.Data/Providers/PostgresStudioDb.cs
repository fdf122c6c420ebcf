using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace RealtimeMesh.Studio.Data.Providers;

public sealed class PostgresStudioDb(DbContextOptions<PostgresStudioDb> options) : StudioDb(options);

/// <summary>Used by <c>dotnet ef migrations add</c> only.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresStudioDb>
{
    public PostgresStudioDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresStudioDb>().UseNpgsql("Host=design").Options);
}
