using RabbitMQ.Client;
using RealtimeMesh.BusDefaults;
using RealtimeMesh.Notifier.Routing;

namespace RealtimeMesh.Notifier.Bus.RabbitMq;

/// <summary>The consumers of one connection, from the declaration of their queues to the end of any of them: that ends all.</summary>
internal sealed class ConsumerSession : IAsyncDisposable
{
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<QueueConsumer> _consumers = [];
    private readonly IConnection _connection;

    private ConsumerSession(IConnection connection)
    {
        _connection = connection;
        connection.ConnectionShutdownAsync += (_, reason) =>
        {
            End(reason.ReplyText);
            return Task.CompletedTask;
        };
    }

    /// <summary>Completes with why RabbitMQ, or the way to it, has ended it.</summary>
    public Task<string> Ended => _ended.Task;

    public static async Task<ConsumerSession> BeginAsync(RabbitMqAddress address, IServiceProvider services, CancellationToken cancellationToken)
    {
        var session = new ConsumerSession(await address.ConnectAsync("realtime-mesh-notifier", cancellationToken));
        try
        {
            foreach (var route in MessageRoutes.All)
            {
                await session.ConsumeAsync(route, services, cancellationToken);
            }

            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes no more, and waits for what is in hand.</summary>
    /// <exception cref="OperationCanceledException">That took longer than <paramref name="patience"/>.</exception>
    public Task StopAsync(CancellationToken patience)
    {
        _stopping.Cancel();
        return Task.WhenAll(_consumers.Select(consumer => consumer.StopAsync(patience)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _connection.EndAsync();
    }

    private async Task ConsumeAsync(MessageRoute route, IServiceProvider services, CancellationToken cancellationToken)
    {
        // A channel each: what RabbitMQ delivers to one is handled in its order, and one that is held up holds up no other.
        var channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await QueueTopology.DeclareAsync(channel, route, cancellationToken);
        var consumer = new QueueConsumer(
            route.Queue, channel, route.DeliveryHandler(services), services.GetRequiredService<ErrorQueues>(), End, services.GetRequiredService<TimeProvider>(), _stopping.Token);
        await consumer.StartAsync(cancellationToken);
        _consumers.Add(consumer);
    }

    private void End(string reason)
    {
        _stopping.Cancel();
        _ended.TrySetResult(reason);
    }
}
