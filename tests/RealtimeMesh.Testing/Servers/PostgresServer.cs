using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Testing.Servers;

/// <summary>A real PostgreSQL. <see cref="TestServer.ConnectionString"/> is an Npgsql string.</summary>
public sealed class PostgresServer : TestServer
{
    private PostgresServer(IServerInstance instance)
        : base(instance)
    {
    }

    public static async Task<PostgresServer> StartAsync(CancellationToken cancellationToken = default)
    {
        var source = new ServerSource("Postgres", () => LocalAsync(cancellationToken), PostgresContainers.Create);
        return new PostgresServer(await source.StartAsync(cancellationToken));
    }

    private static async Task<LocalInstance?> LocalAsync(CancellationToken cancellationToken)
    {
        var folders = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin"))
            : [];
        if (Programs.Find("postgres", folders) is not { } program)
        {
            return null;
        }

        var port = FreePort.Next();
        var folder = LocalInstance.CreateFolder("postgres");
        await PostgresFolder.InitializeAsync(folder, Path.GetDirectoryName(program)!, cancellationToken);

        return new LocalInstance(folder, $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres")
        {
            Command = PostgresFolder.AsOwner(program, [
                "-D", folder.FullName, "-p", $"{port}",
                "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
                "-c", "fsync=off", "-c", "full_page_writes=off"]),
            Ready = ReadyLine.Postgres(),
            // "Fast": rolls back what is open, instead of waiting until every client has left.
            StopSignal = Signal.Interrupt,
        };
    }
}
