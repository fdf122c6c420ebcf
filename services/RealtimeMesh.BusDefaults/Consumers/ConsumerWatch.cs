using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RealtimeMesh.BusDefaults.Consumers;

/// <summary>
/// Starts the program again when RabbitMQ is there and its consumers are not. After an outage MassTransit waits up to half a minute before
/// it tries, longer with each; and now and then some of its endpoints never try again.
/// </summary>
internal sealed partial class ConsumerWatch(
    IBusControl bus,
    ConsumerStates consumers,
    RabbitMqAddress address,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ConsumerWatch> logger) : BackgroundService
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1), time);

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Stopping does not end a start that still waits for its broker: it would go on beside the next one, with nothing left to consume with.
        await bus.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);

        long? reachableSince = null;
        while (await _timer.WaitForNextTickAsync(stoppingToken))
        {
            if (consumers.AreReady(bus))
            {
                ConsumerProgram.Recovered();
                reachableSince = null;
            }
            else if (!await address.IsReachableAsync(stoppingToken))
            {
                reachableSince = null;
            }
            else if (time.GetElapsedTime(reachableSince ??= time.GetTimestamp()) >= ConsumerProgram.Patience)
            {
                StartingAgain(address, consumers.Missing(bus));
                ConsumerProgram.StartAgain();
                lifetime.StopApplication();
                return;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "RabbitMQ at {Address} takes connections, but not all queues are consumed: the service starts again. Missing: {Missing}.")]
    private partial void StartingAgain(RabbitMqAddress address, string missing);
}
