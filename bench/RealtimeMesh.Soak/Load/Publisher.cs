using System.Text.Json;
using RabbitMQ.Client;
using RealtimeMesh.Soak.Figures;

namespace RealtimeMesh.Soak.Load;

/// <summary>Another team's process: raw JSON to the exchange that README names, at a steady rate.</summary>
internal sealed class Publisher(IChannel channel, Crowd crowd, Tally tally, TimeProvider time)
{
    public const int EventsPerSecond = 300;

    private const string Exchange = "RealtimeMesh.Contracts.UserEvents:PublishUserEvent";
    private const string Text = "Something happened in the business, and this is about as much as one says of it to a screen.";

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    /// <summary>How many events a regular gets in a while.</summary>
    public static int EventsOfUser(int streams, TimeSpan period) =>
        (int)Math.Ceiling(period.TotalSeconds * EventsPerSecond / Crowd.UsersOf(streams));

    /// <summary>Until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var started = time.GetTimestamp();
        var sent = 0L;
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                for (var due = (long)(time.GetElapsedTime(started).TotalSeconds * EventsPerSecond); sent < due; sent++)
                {
                    await PublishAsync(sent, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // As it should end.
        }
    }

    private async Task PublishAsync(long number, CancellationToken stop)
    {
        var message = new { userIds = new[] { crowd.Anybody() }, @event = new { type = "soak", number, text = Text } };
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
            MessageId = Guid.CreateVersion7(time.GetUtcNow()).ToString(),
        };
        await channel.BasicPublishAsync(Exchange, routingKey: "", mandatory: false, properties, JsonSerializer.SerializeToUtf8Bytes(message), stop);
        tally.Published();
    }
}
