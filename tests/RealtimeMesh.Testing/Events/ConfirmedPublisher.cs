using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace RealtimeMesh.Testing.Events;

/// <summary>Sends each message again, over a new connection if need be, until RabbitMQ has confirmed it.</summary>
public sealed class ConfirmedPublisher(string rabbitMq) : IAsyncDisposable
{
    private const string Exchange = "RealtimeMesh.Contracts.UserEvents:PublishUserEvent";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly ConnectionFactory _factory = new()
    {
        Uri = new Uri(rabbitMq),
        // A channel that came back would not say which messages were lost with the old one.
        AutomaticRecoveryEnabled = false,
    };

    private IConnection? _connection;
    private IChannel? _channel;

    /// <summary>Attempts that RabbitMQ did not confirm.</summary>
    public int Failures { get; private set; }

    public async Task PublishAsync(Guid messageId, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        while (!await TryPublishAsync(messageId, body, cancellationToken))
        {
            Failures++;
            await CloseAsync();
            await Task.Delay(Pause, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task<bool> TryPublishAsync(Guid messageId, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            var channel = _channel ??= await OpenAsync(cancellationToken);
            var properties = new BasicProperties { ContentType = "application/json", MessageId = messageId.ToString(), Persistent = true };
            await channel.BasicPublishAsync(Exchange, "", mandatory: true, properties, body, cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
            return true;
        }
        catch (Exception away) when (IsAway(away) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        _connection = await _factory.CreateConnectionAsync(cancellationToken);
        return await _connection.CreateChannelAsync(Confirmed, cancellationToken);
    }

    private async Task CloseAsync()
    {
        _channel = null;
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.AbortAsync();
            await connection.DisposeAsync();
        }
    }

    private static bool IsAway(Exception fault) =>
        fault is RabbitMQClientException or IOException or SocketException or TimeoutException or ObjectDisposedException or OperationCanceledException;
}
