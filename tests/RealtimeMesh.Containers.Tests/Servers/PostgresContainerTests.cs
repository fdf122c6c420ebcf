using Npgsql;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Containers.Tests.Servers;

public sealed class PostgresContainerTests
{
    [Fact]
    public async Task A_query_is_answered()
    {
        await using var server = await PostgresServer.StartAsync(TestContext.Current.CancellationToken);
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand("SELECT 6 * 7");

        Assert.Equal(42, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
