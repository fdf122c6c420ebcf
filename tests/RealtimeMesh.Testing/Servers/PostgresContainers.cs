using RealtimeMesh.Testing.Processes;
using Testcontainers.PostgreSql;

namespace RealtimeMesh.Testing.Servers;

internal static class PostgresContainers
{
    public static ContainerInstance Create()
    {
        var port = FreePort.Next();
        var container = new PostgreSqlBuilder("postgres:17")
            .WithPortBinding(port, PostgreSqlBuilder.PostgreSqlPort)
            .Build();

        return new ContainerInstance(container, container.GetConnectionString);
    }
}
