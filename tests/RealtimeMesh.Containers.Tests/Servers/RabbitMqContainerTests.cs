using RabbitMQ.Client;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Containers.Tests.Servers;

public sealed class RabbitMqContainerTests
{
    [Fact]
    public async Task A_message_goes_through_a_quorum_queue_also_after_a_restart_at_the_same_address()
    {
        await using var server = await RabbitMqServer.StartAsync(TestContext.Current.CancellationToken);
        await OnChannelAsync(server, channel => RoundTripAsync(channel, "before"));

        await server.StopAsync(TestContext.Current.CancellationToken);
        await server.StartAgainAsync(TestContext.Current.CancellationToken);

        await OnChannelAsync(server, channel => RoundTripAsync(channel, "after"));
    }

    private static async Task RoundTripAsync(IChannel channel, string queue)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var quorum = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, quorum, cancellationToken: cancellationToken);
        await channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { Persistent = true }, "hello"u8.ToArray(), cancellationToken);

        var message = await channel.BasicGetAsync(queue, autoAck: true, cancellationToken);

        Assert.Equal("hello"u8.ToArray(), message?.Body.ToArray());
    }

    private static async Task OnChannelAsync(RabbitMqServer server, Func<IChannel, Task> use)
    {
        var factory = new ConnectionFactory { Uri = new Uri(server.ConnectionString) };
        await using var connection = await factory.CreateConnectionAsync(TestContext.Current.CancellationToken);
        // With confirms, publishing ends when the broker has the message.
        var confirms = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using var channel = await connection.CreateChannelAsync(confirms, TestContext.Current.CancellationToken);
        await use(channel);
    }
}
