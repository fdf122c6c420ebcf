using MassTransit;
using RealtimeMesh.Studio.Data.Schema;
using RealtimeMesh.Studio.Diagnostics;

namespace RealtimeMesh.Studio.Outbox;

/// <summary>Sends stored messages in the order they were stored, a batch at a time, for as long as the bus takes them.</summary>
internal sealed class OutboxDispatcher(
    IServiceScopeFactory scopes,
    IBusControl bus,
    OutboxSignal signal,
    DatabaseMigration migration,
    TimeProvider time,
    ILogger<OutboxDispatcher> logger) : BackgroundService
{
    // Another process may have stored something and died before it could send it.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migration.Done.WaitAsync(stoppingToken);
        while (true)
        {
            await bus.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
            if (!await SendBatchAsync(stoppingToken))
            {
                await WaitAsync(stoppingToken);
            }
        }
    }

    /// <returns>Whether there may be more to send at once.</returns>
    private async Task<bool> SendBatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var batch = ActivatorUtilities.CreateInstance<OutboxBatch>(scope.ServiceProvider);
            return await batch.SendAsync(cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            logger.OutboxPostponed(error.Message);
            return false;
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var again = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(_ => again.Cancel(), null, LookAgainAfter, Timeout.InfiniteTimeSpan);
        try
        {
            await signal.WaitAsync(again.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody called in time: look all the same.
        }
    }
}
