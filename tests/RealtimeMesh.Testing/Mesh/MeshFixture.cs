using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Services;
using RealtimeMesh.Testing.Tokens;
using Xunit;

namespace RealtimeMesh.Testing.Mesh;

/// <summary>The whole product as it is deployed: three servers, studio, worker, notifier, two edges, the gateway.</summary>
public class MeshFixture : IAsyncLifetime
{
    private readonly Dictionary<string, string?> _settings = [];
    private readonly List<ServiceProcess> _services = [];
    private readonly IReadOnlyList<(string Name, string Value)> _overrides;
    private (string Name, string Value)[] _gatewaySettings = [];

    public MeshFixture()
        : this([])
    {
    }

    /// <param name="settings">For every service, over what the mesh itself sets.</param>
    protected MeshFixture(IReadOnlyList<(string Name, string Value)> settings) => _overrides = settings;

    public TestTokens Tokens { get; } = new();

    public RedisServer Redis { get; private set; } = null!;

    public RabbitMqServer RabbitMq { get; private set; } = null!;

    public PostgresServer Postgres { get; private set; } = null!;

    public ServiceProcess Studio { get; private set; } = null!;

    public ServiceProcess Worker { get; private set; } = null!;

    public ServiceProcess Notifier { get; private set; } = null!;

    public IReadOnlyList<ServiceProcess> Edges { get; private set; } = [];

    public ServiceProcess Gateway { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await StartServersAsync(cancellationToken);
        StartServices();
        await WaitUntilReadyAsync(cancellationToken);
    }

    public async Task StartServersAsync(CancellationToken cancellationToken)
    {
        var redis = RedisServer.StartAsync(cancellationToken);
        var rabbitMq = RabbitMqServer.StartAsync(cancellationToken);
        var postgres = PostgresServer.StartAsync(cancellationToken);
        (Redis, RabbitMq, Postgres) = (await redis, await rabbitMq, await postgres);

        _settings["ASPNETCORE_ENVIRONMENT"] = "Production";
        _settings["Auth__SigningKey"] = Tokens.SigningKey;
        _settings["ConnectionStrings__redis"] = Redis.ConnectionString;
        _settings["ConnectionStrings__rabbitmq"] = RabbitMq.ConnectionString;
        _settings["ConnectionStrings__studio"] = Postgres.ConnectionString;
        _settings["Studio__Database"] = "postgres";
        foreach (var (name, value) in _overrides)
        {
            _settings[name] = value;
        }
    }

    public void StartServices()
    {
        Edges = [Start("RealtimeMesh.Edge"), Start("RealtimeMesh.Edge")];
        Studio = Start("RealtimeMesh.Studio");
        _gatewaySettings =
        [
            ("ReverseProxy__Clusters__edges__Destinations__edge1__Address", Edges[0].BaseAddress.ToString()),
            ("ReverseProxy__Clusters__edges__Destinations__edge2__Address", Edges[1].BaseAddress.ToString()),
            ("ReverseProxy__Clusters__studio__Destinations__studio1__Address", Studio.BaseAddress.ToString()),
        ];
        Gateway = Start("RealtimeMesh.Gateway", _gatewaySettings);
        Notifier = Start("RealtimeMesh.Notifier");
        Worker = Start("RealtimeMesh.Worker");
    }

    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_services.Where(service => !service.HasExited).Select(service => service.WaitUntilReadyAsync(cancellationToken)));

    /// <summary>Starts a service of the mesh.</summary>
    public ServiceProcess Start(string project, params (string Name, string Value)[] settings) => Start(project, port: null, settings);

    /// <summary>Starts a service again at the address where the former one listened.</summary>
    public ServiceProcess StartAgain(string project, ServiceProcess former, params (string Name, string Value)[] settings) =>
        Start(project, former.BaseAddress.Port, settings);

    public async Task RestartStudioAsync(CancellationToken cancellationToken)
    {
        await Studio.TerminateAsync(cancellationToken);
        Studio = StartAgain("RealtimeMesh.Studio", Studio);
        await Studio.WaitUntilReadyAsync(cancellationToken);
    }

    public async Task RestartWorkerAsync(CancellationToken cancellationToken)
    {
        await Worker.TerminateAsync(cancellationToken);
        StartAgainWorker();
        await Worker.WaitUntilReadyAsync(cancellationToken);
    }

    /// <summary>After its death.</summary>
    public void StartAgainWorker() => Worker = StartAgain("RealtimeMesh.Worker", Worker);

    public async Task RestartNotifierAsync(CancellationToken cancellationToken)
    {
        await Notifier.TerminateAsync(cancellationToken);
        Notifier = StartAgain("RealtimeMesh.Notifier", Notifier);
        await Notifier.WaitUntilReadyAsync(cancellationToken);
    }

    /// <summary>All at once; waits until the new ones are ready.</summary>
    public async Task KillEdgesAndStartThemAgainAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(Edges.Select(edge => edge.KillAsync()));
        Edges = [.. Edges.Select(edge => StartAgain("RealtimeMesh.Edge", edge))];
        await Task.WhenAll(Edges.Select(edge => edge.WaitUntilReadyAsync(cancellationToken)));
    }

    public async Task RestartGatewayAsync(CancellationToken cancellationToken)
    {
        await Gateway.TerminateAsync(cancellationToken);
        Gateway = StartAgain("RealtimeMesh.Gateway", Gateway, _gatewaySettings);
        await Gateway.WaitUntilReadyAsync(cancellationToken);
    }

    public MeshUser User(string userId) => new(userId, Tokens.Create(userId), Gateway.BaseAddress);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        // For whoever has to find out why a test failed.
        var logs = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "logs")).FullName;
        for (var i = _services.Count - 1; i >= 0; i--)
        {
            await _services[i].DisposeAsync();
            await File.WriteAllTextAsync(Path.Combine(logs, $"{i:00}-{_services[i].Project}.log"), _services[i].Output);
        }

        await Redis.DisposeAsync();
        await RabbitMq.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    private ServiceProcess Start(string project, int? port, (string Name, string Value)[] settings)
    {
        var own = new Dictionary<string, string?>(_settings);
        foreach (var (name, value) in settings)
        {
            own[name] = value;
        }

        var service = ServiceProcess.Start(project, own, port: port);
        _services.Add(service);
        return service;
    }
}
