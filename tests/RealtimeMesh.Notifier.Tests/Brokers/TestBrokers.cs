using RealtimeMesh.Notifier.Tests.Brokers;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Services;
using Xunit.Sdk;
using Xunit.v3;

// Tests share brokers and the notifier's queues, so one notifier runs at a time.
[assembly: AssemblyFixture(typeof(TestBrokers))]
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace RealtimeMesh.Notifier.Tests.Brokers;

public class TestBrokers : IAsyncLifetime
{
    public RabbitMqServer RabbitMq { get; private set; } = null!;

    public RedisServer Redis { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        RabbitMq = await RabbitMqServer.StartAsync();
        Redis = await RedisServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Redis.DisposeAsync();
        await RabbitMq.DisposeAsync();
    }

    /// <summary>The notifier as it is deployed: its own process. Does not wait until it is ready.</summary>
    public ServiceProcess StartNotifier(params (string Setting, string Value)[] settings)
    {
        var environment = new Dictionary<string, string?>
        {
            ["ConnectionStrings__rabbitmq"] = RabbitMq.ConnectionString,
            ["ConnectionStrings__redis"] = Redis.ConnectionString,
        };
        foreach (var (setting, value) in settings)
        {
            environment[setting] = value;
        }

        return ServiceProcess.Start("RealtimeMesh.Notifier", environment);
    }

    public async Task<ServiceProcess> StartReadyNotifierAsync(CancellationToken cancellationToken)
    {
        var notifier = StartNotifier();
        await notifier.WaitUntilReadyAsync(cancellationToken);

        return notifier;
    }
}
