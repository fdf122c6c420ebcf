using RealtimeMesh.Testing.Processes;
using RealtimeMesh.Testing.Tls;

namespace RealtimeMesh.Testing.Servers;

/// <summary>A real RabbitMQ. <see cref="TestServer.ConnectionString"/> is an <c>amqp://</c> URI.</summary>
public sealed class RabbitMqServer : TestServer
{
    // Debian's /usr/sbin insists on the system's user and data folder; the scripts behind it do not.
    private const string Folder = "/usr/lib/rabbitmq/bin";

    private readonly LocalInstance? _local;
    private readonly int? _tlsPort;

    private RabbitMqServer(IServerInstance instance, int? tlsPort = null)
        : base(instance)
    {
        _local = instance as LocalInstance;
        _tlsPort = tlsPort;
    }

    /// <summary>Where it speaks TLS.</summary>
    public int TlsPort => _tlsPort ?? throw new InvalidOperationException("It was started without TLS.");

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

    /// <summary>Starts a RabbitMQ of this machine that speaks TLS too, at <see cref="TlsPort"/>; the connection string is without.</summary>
    public static async Task<RabbitMqServer> StartWithTlsAsync(IssuedCertificate certificate, CancellationToken cancellationToken = default)
    {
        var port = FreePort.Next();
        var instance = Local($"""
            listeners.ssl.default = 127.0.0.1:{port}
            ssl_options.cacertfile = {certificate.AuthorityFile}
            ssl_options.certfile = {certificate.CertificateFile}
            ssl_options.keyfile = {certificate.KeyFile}

            """) ?? throw new InvalidOperationException("No rabbitmq-server for the tests is installed. Run ./eng/setup.");
        await instance.StartAsync(cancellationToken);
        return new RabbitMqServer(instance, port);
    }

    /// <summary>Runs <c>rabbitmqctl</c> against it.</summary>
    /// <returns>Its output.</returns>
    public Task<string> ControlAsync(CancellationToken cancellationToken, params string[] arguments) =>
        _local is not null && Programs.Find("rabbitmqctl", Folder) is { } program
            ? ChildProcess.RunAsync(new ProcessCommand(program, arguments) { Environment = _local.Command.Environment }, cancellationToken)
            : throw new InvalidOperationException($"{ConnectionString} is no RabbitMQ of this machine.");

    private static LocalInstance? Local(string moreSettings = "")
    {
        if (Programs.Find("rabbitmq-server", Folder) is not { } program || Programs.Find("epmd") is not { } epmd)
        {
            return null;
        }

        var port = FreePort.Next();
        var folder = LocalInstance.CreateFolder("rabbitmq");
        var settings = RabbitMqSettings.Write(folder, port, moreSettings);

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
