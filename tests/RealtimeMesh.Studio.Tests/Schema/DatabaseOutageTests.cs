using Microsoft.Data.Sqlite;
using RealtimeMesh.Studio.Data.Providers;

namespace RealtimeMesh.Studio.Tests.Schema;

public sealed class DatabaseOutageTests
{
    [Theory]
    [InlineData(5, true)]
    [InlineData(8, true)]
    [InlineData(10, true)]
    [InlineData(13, true)]
    [InlineData(14, true)]
    [InlineData(1, false)]
    [InlineData(19, false)]
    public void SQLite_is_away_while_it_is_busy_full_read_only_or_its_file_is_out_of_reach(int code, bool away) =>
        Assert.Equal(away, new InvalidOperationException("Wrapped.", new SqliteException("No.", code)).IsDatabaseAway());
}
