using RabbitMQ.Client;
using RealtimeMesh.Testing;

namespace RealtimeMesh.EndToEnd.Tests.Faults.Hosting;

/// <summary>Where published events wait for the notifier.</summary>
internal static class NotifierQueue
{
    private const string Name = "notifier-publish-user-event";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Messages that no notifier has been given.</summary>
    public static async Task<long> CountAsync(string rabbitMq, CancellationToken cancellationToken)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(rabbitMq) }.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        return await channel.MessageCountAsync(Name, cancellationToken);
    }

    public static Task EmptyAsync(string rabbitMq, CancellationToken cancellationToken) => Wait.UntilAsync(
        async () => await CountAsync(rabbitMq, cancellationToken) == 0, Patience, "messages are left for the notifier", cancellationToken);
}
