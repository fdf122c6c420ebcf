using System.Collections.Concurrent;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Testing;

namespace RealtimeMesh.Studio.Tests.Hosting;

/// <summary>What a message was, as it lay on the wire.</summary>
public sealed record TappedMessage(string Type, Guid? MessageId, string Json)
{
    public T As<T>() => JsonSerializer.Deserialize<T>(Json, JsonSerializerOptions.Web)!;
}

/// <summary>Reads every message of the studio's contracts, as a service in any language could.</summary>
public sealed class BusTap : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly Type[] Commands = [.. typeof(IJobCommand).Assembly.GetTypes().Where(type => type is { IsInterface: false } && type.IsAssignableTo(typeof(IJobCommand)))];

    private static readonly Type[] Events =
        [typeof(EntityInserted), typeof(EntityUpdated), typeof(EntityDeleted), typeof(ActivityLogged), typeof(JobProgressed), typeof(JobFailed)];

    private readonly ConcurrentQueue<TappedMessage> _messages = [];
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private BusTap(IConnection connection, IChannel channel)
    {
        _connection = connection;
        _channel = channel;
    }

    /// <param name="rabbitMq">The broker.</param>
    /// <param name="cancellationToken">Gives up opening.</param>
    public static async Task<BusTap> OpenAsync(string rabbitMq, CancellationToken cancellationToken)
    {
        var tap = await OpenOnEventsAsync(rabbitMq, cancellationToken);
        await tap.ListenAsync(Commands, cancellationToken);
        return tap;
    }

    /// <summary>As long as no worker has ever been there, nobody has a queue for commands.</summary>
    public static async Task<BusTap> OpenOnEventsAsync(string rabbitMq, CancellationToken cancellationToken)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(rabbitMq) }.CreateConnectionAsync(cancellationToken);
        var tap = new BusTap(connection, await connection.CreateChannelAsync(cancellationToken: cancellationToken));
        await tap.ListenAsync(Events, cancellationToken);
        return tap;
    }

    public Task ListenToCommandsAsync(CancellationToken cancellationToken) => ListenAsync(Commands, cancellationToken);

    public IReadOnlyList<TappedMessage> Of<T>(Func<T, bool> wanted) =>
        [.. _messages.Where(message => message.Type == typeof(T).Name && wanted(message.As<T>()))];

    /// <summary>Waits for a message; those that came before count too.</summary>
    public async Task<(T Message, Guid? MessageId)> WaitForAsync<T>(Func<T, bool> wanted)
    {
        await Wait.UntilAsync(() => Of(wanted).Count > 0, Patience, $"no {typeof(T).Name} of that kind", TestContext.Current.CancellationToken);
        var first = Of(wanted)[0];

        return (first.As<T>(), first.MessageId);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task ListenAsync(Type[] types, CancellationToken cancellationToken)
    {
        foreach (var type in types)
        {
            var exchange = $"{type.Namespace}:{type.Name}";
            await _channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
            // Durable and not exclusive: what arrives while the broker restarts is still there for the next tap.
            var queue = await _channel.QueueDeclareAsync($"tap-{type.Name}", durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
            await _channel.QueueBindAsync(queue.QueueName, exchange, "", cancellationToken: cancellationToken);

            var consumer = new AsyncEventingBasicConsumer(_channel);
            consumer.ReceivedAsync += (_, delivery) =>
            {
                using var envelope = JsonDocument.Parse(delivery.Body);
                _messages.Enqueue(new TappedMessage(
                    type.Name,
                    Guid.TryParse(delivery.BasicProperties.MessageId, out var id) ? id : null,
                    envelope.RootElement.GetProperty("message").GetRawText()));
                return Task.CompletedTask;
            };
            await _channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, cancellationToken);
        }
    }
}
