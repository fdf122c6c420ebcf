using RealtimeMesh.Testing.Services;

namespace RealtimeMesh.Notifier.Tests.Brokers;

/// <summary>One notifier for all tests of a class that do not stop anything.</summary>
public sealed class RunningNotifier(TestBrokers brokers) : IAsyncLifetime
{
    private ServiceProcess _process = null!;

    internal Producer Producer { get; private set; } = null!;

    internal Screen Screen { get; private set; } = null!;

    public string Output => _process.Output;

    public async ValueTask InitializeAsync()
    {
        _process = await brokers.StartReadyNotifierAsync(TestContext.Current.CancellationToken);
        Producer = await Producer.ConnectAsync(brokers.RabbitMq.ConnectionString);
        Screen = await Screen.ConnectAsync(brokers.Redis.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await Screen.DisposeAsync();
        await Producer.DisposeAsync();
        await _process.DisposeAsync();
    }
}
