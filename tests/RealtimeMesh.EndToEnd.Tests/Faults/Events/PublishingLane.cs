using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Events;

namespace RealtimeMesh.EndToEnd.Tests.Faults.Events;

/// <summary>Some of the users, whose events are published one after the other over one connection.</summary>
internal sealed class PublishingLane(
    NumberedEventsOptions options, IReadOnlyList<KeyValuePair<string, PublishedNumbers>> users, TimeSpan interval, Gate gate)
{
    private readonly string _padding = new('p', options.Padding);

    public int Failures { get; private set; }

    /// <summary>Messages that RabbitMQ has taken, copies too.</summary>
    public int Sent { get; private set; }

    public bool IsIdle { get; private set; }

    public async Task RunAsync(CancellationToken stop, CancellationToken giveUp)
    {
        await using var publisher = new ConfirmedPublisher(options.RabbitMq);
        for (var turn = 0; !stop.IsCancellationRequested; turn++)
        {
            if (!gate.IsOpen)
            {
                IsIdle = true;
                await gate.PassAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                IsIdle = false;
            }

            if (!stop.IsCancellationRequested)
            {
                var pace = Task.Delay(interval, stop);
                await PublishAsync(publisher, users[turn % users.Count], giveUp);
                await pace.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task PublishAsync(ConfirmedPublisher publisher, KeyValuePair<string, PublishedNumbers> user, CancellationToken giveUp)
    {
        var number = user.Value.Next();
        var body = NumberedMessage.Body(user.Key, number, _padding);
        for (var copy = 0; copy < options.Copies; copy++)
        {
            await publisher.PublishAsync(NumberedMessage.Id(user.Key, number), body, giveUp);
            Failures = publisher.Failures;
            Sent++;
        }

        user.Value.Confirm();
    }
}
