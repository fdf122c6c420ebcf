using System.Text.RegularExpressions;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Services;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.Soak.Mesh;

/// <summary>The way of an event as it is deployed: RabbitMQ, a notifier, Redis, two edges, the gateway.</summary>
internal sealed partial class SoakMesh : IAsyncDisposable
{
    // Short, so that what is never taken away shows within minutes.
    private const string LogRetention = "00:01:00";
    private const string PositionRetention = "00:02:00";

    private readonly List<ServiceProcess> _services = [];
    private readonly int _logLength;

    private SoakMesh(RedisServer redis, RabbitMqServer rabbitMq, int logLength)
    {
        _logLength = logLength;
        Redis = redis;
        RabbitMq = rabbitMq;
        Edges = [StartEdge(), StartEdge()];
        Gateway = Start(
            "RealtimeMesh.Gateway",
            ("ReverseProxy__Clusters__edges__Destinations__edge1__Address", Edges[0].BaseAddress.ToString()),
            ("ReverseProxy__Clusters__edges__Destinations__edge2__Address", Edges[1].BaseAddress.ToString()),
            ("ReverseProxy__Clusters__studio__HealthCheck__Active__Enabled", "false"),
            ("Limits__StreamBurst", "100000"),
            ("Limits__StreamsPerSecond", "100000"));
        Notifier = Start(
            "RealtimeMesh.Notifier",
            ("ConnectionStrings__rabbitmq", rabbitMq.ConnectionString),
            ("ConnectionStrings__redis", redis.ConnectionString),
            ("UserEvents__LogLength", $"{logLength}"),
            ("UserEvents__LogRetention", LogRetention),
            ("UserEvents__PositionRetention", PositionRetention));
    }

    public TestTokens Tokens { get; } = new();

    public RedisServer Redis { get; }

    public RabbitMqServer RabbitMq { get; }

    public IReadOnlyList<ServiceProcess> Edges { get; }

    public ServiceProcess Gateway { get; }

    public ServiceProcess Notifier { get; }

    /// <param name="logLength">How many events of a user are kept.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<SoakMesh> StartAsync(int logLength, CancellationToken cancellationToken)
    {
        var rabbitMq = await RabbitMqServer.StartAsync(cancellationToken);
        var mesh = new SoakMesh(await RedisServer.StartAsync(cancellationToken), rabbitMq, logLength);
        try
        {
            await Task.WhenAll(mesh._services.Select(service => service.WaitUntilReadyAsync(cancellationToken)));
            return mesh;
        }
        catch
        {
            await mesh.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes each service's log to a file.</summary>
    /// <returns>For each how much in it is no mere information.</returns>
    public async Task<IReadOnlyList<string>> WriteLogsAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (i, service) in _services.Index())
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{i}-{service.Project}.log"), service.Output);
        }

        return [.. _services.Select(service => $"{service.Project}: {Warnings().Count(service.Output)} warnings and errors in its log")];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Enumerable.Reverse(_services))
        {
            await service.DisposeAsync();
        }

        await Redis.DisposeAsync();
        await RabbitMq.DisposeAsync();
    }

    private ServiceProcess StartEdge() => Start(
        "RealtimeMesh.Edge",
        ("ConnectionStrings__redis", Redis.ConnectionString),
        ("Edge__LogLength", $"{_logLength}"),
        ("Edge__LogRetention", LogRetention),
        ("Edge__PositionRetention", PositionRetention));

    private ServiceProcess Start(string project, params (string Name, string Value)[] settings)
    {
        var service = ServiceProcess.Start(project, new Dictionary<string, string?>(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Auth__SigningKey"] = Tokens.SigningKey,
        });
        _services.Add(service);
        return service;
    }

    [GeneratedRegex("\"LogLevel\":\"(Warning|Error|Critical)\"")]
    private static partial Regex Warnings();
}
