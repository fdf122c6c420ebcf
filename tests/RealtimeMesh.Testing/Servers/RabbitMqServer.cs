using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Testing.Servers;

/// <summary>A real RabbitMQ. <see cref="TestServer.ConnectionString"/> is an <c>amqp://</c> URI.</summary>
public sealed class RabbitMqServer : TestServer
{
    private RabbitMqServer(IServerInstance instance)
        : base(instance)
    {
    }

    /// <summary>Starts a RabbitMQ; it takes some seconds. Durable queues outlive a stop and a new start.</summary>
    /// <remarks>
    /// A quorum queue that was declared less than two seconds before a <see cref="TestServer.KillAsync"/> may be left without a leader
    /// for good, and whoever uses it then waits for ever: a defect of RabbitMQ. Kill only what has stood for a while.
    /// </remarks>
    public static async Task<RabbitMqServer> StartAsync(CancellationToken cancellationToken = default)
    {
        var source = new ServerSource("RabbitMQ", () => Task.FromResult(Local()), RabbitMqContainers.Create);
        return new RabbitMqServer(await source.StartAsync(cancellationToken));
    }

    private static LocalInstance? Local()
    {
        // Debian's /usr/sbin/rabbitmq-server insists on the system's user and data folder; the script behind it does not.
        if (Programs.Find("rabbitmq-server", "/usr/lib/rabbitmq/bin") is not { } program || Programs.Find("epmd") is not { } epmd)
        {
            return null;
        }

        var port = FreePort.Next();
        var folder = LocalInstance.CreateFolder("rabbitmq");
        var settings = RabbitMqSettings.Write(folder, port);

        return new LocalInstance(folder, $"amqp://guest:guest@127.0.0.1:{port}")
        {
            // Erlang's port mapper would stay behind as a daemon and be shared with other nodes: this server has its own, in its process group.
            Command = new ProcessCommand("sh", "-c", """ "$0" -address 127.0.0.1 >/dev/null 2>&1 & exec "$1" """, epmd, program)
            {
                Environment = settings,
            },
            Ready = ReadyLine.RabbitMq(),
        };
    }
}
