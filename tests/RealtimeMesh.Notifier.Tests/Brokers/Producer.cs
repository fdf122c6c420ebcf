using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using RealtimeMesh.Testing;

namespace RealtimeMesh.Notifier.Tests.Brokers;

/// <summary>A producer in any language: it knows exchanges, queues and JSON, nothing of MassTransit.</summary>
internal sealed class Producer : IAsyncDisposable
{
    public const string Envelope = "application/vnd.masstransit+json";

    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly ConnectionFactory _factory;
    private IConnection _connection;
    private IChannel _channel;

    private Producer(ConnectionFactory factory, IConnection connection, IChannel channel)
    {
        _factory = factory;
        _connection = connection;
        _channel = channel;
    }

    public static async Task<Producer> ConnectAsync(string connectionString)
    {
        var factory = new ConnectionFactory { Uri = new Uri(connectionString) };
        var connection = await factory.CreateConnectionAsync();
        return new Producer(factory, connection, await connection.CreateChannelAsync(Confirmed));
    }

    /// <summary>Publishes to the message type's exchange, and waits until RabbitMQ has put it into a queue.</summary>
    public async Task PublishAsync(
        string message, string body, CancellationToken cancellationToken, string? contentType = "application/json", Guid? messageId = null)
    {
        var properties = new BasicProperties { ContentType = contentType, MessageId = messageId?.ToString(), Persistent = true, Headers = new Dictionary<string, object?> { ["x-own"] = "kept" } };

        await _channel.BasicPublishAsync(
            Messages.Exchange(message), "", mandatory: true, properties, Encoding.UTF8.GetBytes(body), cancellationToken);
    }

    /// <returns>False if there is no queue to put it into.</returns>
    public async Task<bool> TryPublishAsync(string message, string body, CancellationToken cancellationToken)
    {
        try
        {
            await PublishAsync(message, body, cancellationToken);
            return true;
        }
        catch (PublishException unroutable) when (unroutable.IsReturn)
        {
            return false;
        }
    }

    public Task DeleteExchangeAsync(string exchange, CancellationToken cancellationToken) => _channel.ExchangeDeleteAsync(exchange, cancellationToken: cancellationToken);

    public Task DeleteAsync(string queue, CancellationToken cancellationToken) => _channel.QueueDeleteAsync(queue, cancellationToken: cancellationToken);

    /// <summary>Waits for a message in the error queue of a message type, and takes it out.</summary>
    public async Task<Refused> TakeRefusedAsync(string message, CancellationToken cancellationToken)
    {
        Refused? refused = null;
        await Wait.UntilAsync(
            async () => (refused = await TryTakeRefusedAsync(message, cancellationToken)) is not null,
            TimeSpan.FromSeconds(20),
            $"nothing in {Messages.Queue(message)}_error",
            cancellationToken);

        return refused!;
    }

    /// <summary>Messages that wait in a queue; those that a consumer holds do not count.</summary>
    public async Task<uint> CountAsync(string queue, CancellationToken cancellationToken) =>
        (await _channel.QueueDeclarePassiveAsync(queue, cancellationToken)).MessageCount;

    /// <summary>Messages in an error queue. MassTransit makes it with the first one, so it may have to be made here.</summary>
    public Task<uint> CountRefusedAsync(string message, CancellationToken cancellationToken) =>
        DeclareAsync($"{Messages.Queue(message)}_error", cancellationToken);

    /// <summary>Declares a queue as the notifier does; fails if it exists and is another kind of queue.</summary>
    /// <returns>The messages in it.</returns>
    public async Task<uint> DeclareAsync(string queue, CancellationToken cancellationToken)
    {
        var declared = await _channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, Messages.QueueArguments, cancellationToken: cancellationToken);

        return declared.MessageCount;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<Refused?> TryTakeRefusedAsync(string message, CancellationToken cancellationToken)
    {
        try
        {
            await CountRefusedAsync(message, cancellationToken);
            var taken = await _channel.BasicGetAsync($"{Messages.Queue(message)}_error", autoAck: true, cancellationToken);
            return taken is null
                ? null
                : new Refused(Encoding.UTF8.GetString(taken.Body.Span), taken.BasicProperties.Headers!.ToDictionary(header => header.Key, header => Text(header.Value)));
        }
        catch (OperationInterruptedException interrupted) when (interrupted.ShutdownReason?.ReplyCode == Constants.InternalError)
        {
            // A quorum queue that does not answer within five seconds, on a machine with too much to do, costs the connection.
            _connection = await _factory.CreateConnectionAsync(cancellationToken);
            _channel = await _connection.CreateChannelAsync(Confirmed, cancellationToken);
            return null;
        }
    }

    private static string Text(object? header) => header is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{header}";
}

/// <summary>What an operator finds in an error queue.</summary>
internal sealed record Refused(string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Reason => Headers["MT-Fault-Message"];
}
