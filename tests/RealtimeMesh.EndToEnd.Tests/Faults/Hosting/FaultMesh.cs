using RealtimeMesh.Testing.Services;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.EndToEnd.Tests.Faults.Hosting;

/// <summary>Two edges, the gateway and the notifier as processes, for one test that treats them badly.</summary>
internal sealed class FaultMesh : IAsyncDisposable
{
    private readonly FaultMeshPlan _plan;
    private readonly List<ServiceProcess> _started = [];
    private readonly ServiceProcess[] _edges;

    private FaultMesh(FaultMeshPlan plan)
    {
        _plan = plan;
        _edges = [StartEdge(0, port: null), StartEdge(1, port: null)];
        Gateway = StartGateway(port: null);
        Notifier = StartNotifier();
    }

    public TestTokens Tokens { get; } = new();

    public IReadOnlyList<ServiceProcess> Edges => _edges;

    public ServiceProcess Gateway { get; private set; }

    public ServiceProcess Notifier { get; private set; }

    public static async Task<FaultMesh> StartAsync(FaultMeshPlan plan, CancellationToken cancellationToken)
    {
        var mesh = new FaultMesh(plan);
        try
        {
            await Task.WhenAll(mesh._started.Select(service => service.WaitUntilReadyAsync(cancellationToken)));
            return mesh;
        }
        catch
        {
            await mesh.DisposeAsync();
            throw;
        }
    }

    /// <summary>After its end, at the same address; does not wait until it is ready.</summary>
    public void StartEdgeAgain(int index) => _edges[index] = StartEdge(index, _edges[index].BaseAddress.Port);

    /// <summary>After its end, at the same address; does not wait until it is ready.</summary>
    public void StartGatewayAgain() => Gateway = StartGateway(Gateway.BaseAddress.Port);

    /// <summary>After its end; does not wait until it is ready.</summary>
    public void StartNotifierAgain() => Notifier = StartNotifier();

    public async ValueTask DisposeAsync()
    {
        // For whoever has to find out why a test failed.
        var logs = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "logs", _plan.Name)).FullName;
        foreach (var (index, service) in _started.Index())
        {
            await service.DisposeAsync();
            await File.WriteAllTextAsync(Path.Combine(logs, $"{index:00}-{Path.GetFileName(service.Project)}.log"), service.Output);
        }
    }

    private ServiceProcess StartEdge(int index, int? port) => Start(
        index == 0 ? _plan.FirstEdgeProgram ?? "RealtimeMesh.Edge" : "RealtimeMesh.Edge",
        port,
        index == 0 ? _plan.FirstEdgeClock : null,
        [.. _plan.EdgeSettings, new("ConnectionStrings__redis", _plan.EdgeRedis ?? _plan.Redis)]);

    private ServiceProcess StartGateway(int? port) => Start("RealtimeMesh.Gateway", port, clock: null,
    [
        // All of a test's streams come from few users, and come back at once.
        new("Limits__StreamBurst", "100000"),
        new("Limits__StreamsPerSecond", "100000"),
        new("ReverseProxy__Clusters__edges__Destinations__edge1__Address", $"{_edges[0].BaseAddress}"),
        new("ReverseProxy__Clusters__edges__Destinations__edge2__Address", $"{_edges[1].BaseAddress}"),
    ]);

    private ServiceProcess StartNotifier() => Start("RealtimeMesh.Notifier", port: null, _plan.NotifierClock,
    [
        .. _plan.NotifierSettings,
        new("ConnectionStrings__redis", _plan.NotifierRedis ?? _plan.Redis),
        new("ConnectionStrings__rabbitmq", _plan.NotifierRabbitMq ?? _plan.RabbitMq),
    ]);

    private ServiceProcess Start(string project, int? port, TimeSpan? clock, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var environment = new Dictionary<string, string?>(settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Auth__SigningKey"] = Tokens.SigningKey,
        };
        var service = ServiceProcess.Start(project, environment, port: port, clockOffset: clock);
        _started.Add(service);
        return service;
    }
}
