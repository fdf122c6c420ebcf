using System.Globalization;
using System.Text;
using RabbitMQ.Client;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Testing.Servers;
using StackExchange.Redis;

namespace RealtimeMesh.Compare.Machine;

/// <summary>Domain events in MassTransit's envelopes that wait in a queue, and how many of them Redis has by now.</summary>
internal sealed class WaitingEvents : IAsyncDisposable
{
    private const string Exchange = "RealtimeMesh.Contracts.Studio:JobCompleted";
    private const int Users = 1_000;
    private const int Batch = 1_000;

    private readonly ConnectionMultiplexer _redis;

    private WaitingEvents(ConnectionMultiplexer redis) => _redis = redis;

    /// <summary>Puts them there; returns when the queue holds them all.</summary>
    public static async Task<WaitingEvents> PublishAsync(
        RabbitMqServer rabbitMq, RedisServer redis, string queue, int count, TimeProvider time, CancellationToken cancellationToken)
    {
        var logs = await ConnectionMultiplexer.ConnectAsync($"{redis.ConnectionString},allowAdmin=true");
        // As if each user had had a stream today: otherwise nothing would be kept for anybody.
        await Task.WhenAll(Enumerable.Range(0, Users).Select(user =>
            logs.GetDatabase().HashSetAsync(new UserEventKeys(UserEventChannel.DefaultPrefix, User(user)).Position, [new("e", "0123456789ab"), new("n", 0)])));

        await using var connection = await new ConnectionFactory { Uri = new Uri(rabbitMq.ConnectionString) }.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        foreach (var batch in Enumerable.Range(0, count).Chunk(Batch))
        {
            await Task.WhenAll(batch.Select(i => PublishAsync(channel, i, time.GetUtcNow(), cancellationToken)));
        }

        while (await channel.MessageCountAsync(queue, cancellationToken) is var waiting && waiting < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
        }

        return new WaitingEvents(logs);
    }

    /// <summary>Entries appended to logs so far.</summary>
    public async Task<long> PublishedAsync()
    {
        var commands = await _redis.GetServers()[0].InfoAsync("commandstats");
        var appended = commands.SelectMany(section => section).FirstOrDefault(command => command.Key == "cmdstat_xadd").Value ?? "calls=0,";
        return long.Parse(appended["calls=".Length..appended.IndexOf(',', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    private static string User(int index) => string.Create(CultureInfo.InvariantCulture, $"user-{index % Users}");

    private static async Task PublishAsync(IChannel channel, int index, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var messageId = Guid.CreateVersion7(now);
        var properties = new BasicProperties
        {
            ContentType = "application/vnd.masstransit+json",
            MessageId = messageId.ToString(),
            DeliveryMode = DeliveryModes.Persistent,
        };
        await channel.BasicPublishAsync(Exchange, "", mandatory: true, properties, Envelope(messageId, User(index), now), cancellationToken);
    }

    // What MassTransit writes, without what it says of the machine.
    private static byte[] Envelope(Guid messageId, string user, DateTimeOffset now) => Encoding.UTF8.GetBytes($$$"""
        {"messageId":"{{{messageId}}}","requestId":null,"correlationId":null,"conversationId":"{{{messageId}}}","initiatorId":null,
        "sourceAddress":"rabbitmq://localhost/worker_bus_abcdefgh","destinationAddress":"rabbitmq://localhost/{{{Exchange}}}","responseAddress":null,"faultAddress":null,
        "messageType":["urn:message:{{{Exchange}}}"],
        "message":{"jobId":"{{{Guid.CreateVersion7(now)}}}","userId":"{{{user}}}","jobType":"process-document","subjectId":"{{{Guid.CreateVersion7(now)}}}","sequence":1000002,"occurredAt":"{{{now:O}}}"},
        "expirationTime":null,"sentTime":"{{{now.UtcDateTime:O}}}","headers":{},"host":{"machineName":"bench","processName":"RealtimeMesh.Worker","processId":1,"frameworkVersion":"10.0.0","massTransitVersion":"8.5.12.0","operatingSystemVersion":"Unix"}}
        """);
}
