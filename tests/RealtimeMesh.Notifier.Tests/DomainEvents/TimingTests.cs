using System.Text.Json;
using RealtimeMesh.Notifier.Tests.Brokers;

namespace RealtimeMesh.Notifier.Tests.DomainEvents;

public sealed class TimingTests(TestBrokers brokers)
{
    private static readonly DateTimeOffset Occurred = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory(Timeout = 60_000)]
    [InlineData("Notifier__Timing", "true")]
    [InlineData("ASPNETCORE_ENVIRONMENT", "Development")]
    public async Task Where_it_is_on_a_domain_event_tells_when_it_happened_and_when_it_came_from_the_bus(string setting, string value)
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        var events = await PublishAsync([(setting, value)],
            ("JobStarted", user => Messages.Job(user)), ("EntityUpdated", Messages.Entity), ("ActivityLogged", user => Messages.Activity(user)));

        Assert.All(events, userEvent =>
        {
            var timing = userEvent.GetProperty("timing");
            Assert.Equal(Occurred.ToUnixTimeMilliseconds(), timing.GetProperty("occurredAt").GetInt64());
            Assert.InRange(timing.GetProperty("consumedAt").GetInt64(), before, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        });
    }

    [Theory(Timeout = 60_000)]
    [InlineData("Notifier__Timing", "false")]
    [InlineData("ASPNETCORE_ENVIRONMENT", "Production")]
    public async Task Where_it_is_off_nothing_is_added(string setting, string value)
    {
        var events = await PublishAsync([("ASPNETCORE_ENVIRONMENT", "Development"), (setting, value)], ("EntityUpdated", Messages.Entity));

        Assert.False(Assert.Single(events).TryGetProperty("timing", out _));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_ready_made_event_stays_as_it_was_made()
    {
        var events = await PublishAsync([("Notifier__Timing", "true")], ("PublishUserEvent", user => Messages.ReadyMade(user, """{"type":"x","timing":"mine"}""")));

        Assert.Equal("""{"type":"x","timing":"mine"}""", Assert.Single(events).GetRawText());
    }

    /// <returns>What the user's screen got of each message.</returns>
    private async Task<List<JsonElement>> PublishAsync((string, string)[] settings, params (string Message, Func<string, string> Body)[] messages)
    {
        await using var notifier = brokers.StartNotifier(settings);
        await notifier.WaitUntilReadyAsync(Cancelled);
        await using var producer = await Producer.ConnectAsync(brokers.RabbitMq.ConnectionString);
        await using var screen = await Screen.ConnectAsync(brokers.Redis.ConnectionString);
        // Nobody else's: a notifier that stops may leave a message that it has published, and the next one publishes it again.
        var userId = $"timed-{Guid.NewGuid():N}";
        var events = await screen.ListenAsync(userId);

        List<JsonElement> received = [];
        foreach (var (message, body) in messages)
        {
            await producer.PublishAsync(message, body(userId), Cancelled);
            received.Add(JsonElement.Parse(await events.NextAsync(Cancelled)));
        }

        return received;
    }
}
