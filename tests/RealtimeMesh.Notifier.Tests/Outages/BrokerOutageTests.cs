using System.Net;
using System.Text.RegularExpressions;
using RealtimeMesh.Notifier.Tests.Brokers;

namespace RealtimeMesh.Notifier.Tests.Outages;

[Trait("Category", "Slow")]
[Collection("Outages")]
public sealed partial class BrokerOutageTests(OutageBrokers brokers)
{
    [Fact(Timeout = 180_000)]
    public async Task Notifier_that_starts_before_its_brokers_says_so_and_gets_ready_when_they_come()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await brokers.RabbitMq.StopAsync(cancellationToken);
        await brokers.Redis.StopAsync(cancellationToken);
        await using var notifier = brokers.StartNotifier();

        var line = await notifier.WaitForLineAsync(WaitingForBoth(), cancellationToken);
        Assert.Contains(new Uri(brokers.RabbitMq.ConnectionString).Authority, line, StringComparison.Ordinal);
        Assert.Contains(brokers.Redis.ConnectionString, line, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await Health.GetAsync(notifier, "/health/live", cancellationToken));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Health.GetAsync(notifier, "/health/ready", cancellationToken));

        await brokers.Redis.StartAgainAsync(cancellationToken);
        await notifier.WaitForLineAsync(WaitingForRabbitMq(), cancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Health.GetAsync(notifier, "/health/ready", cancellationToken));

        await brokers.RabbitMq.StartAgainAsync(cancellationToken);
        await notifier.WaitUntilReadyAsync(cancellationToken);
        await AssertPublishesAsync("patient", cancellationToken);
        Assert.DoesNotContain("   at ", notifier.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Running_notifier_reconnects_to_a_RabbitMQ_that_was_away_and_continues()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var notifier = await brokers.StartReadyNotifierAsync(cancellationToken);

        await brokers.RabbitMq.StopAsync(cancellationToken);
        await Health.WaitUntilNotReadyAsync(notifier, cancellationToken);
        await brokers.RabbitMq.StartAgainAsync(cancellationToken);

        await notifier.WaitUntilReadyAsync(cancellationToken);
        await AssertPublishesAsync("reconnected", cancellationToken);
        Assert.DoesNotContain("   at ", notifier.Output, StringComparison.Ordinal);
    }

    private async Task AssertPublishesAsync(string userId, CancellationToken cancellationToken)
    {
        await using var producer = await Producer.ConnectAsync(brokers.RabbitMq.ConnectionString);
        await using var screen = await Screen.ConnectAsync(brokers.Redis.ConnectionString);
        var events = await screen.ListenAsync(userId);

        await producer.PublishAsync("PublishUserEvent", Messages.ReadyMade(userId, """{"type":"x"}"""), cancellationToken);

        Assert.Equal("""{"type":"x"}""", await events.NextAsync(cancellationToken));
    }

    [GeneratedRegex("Waiting for .*R(edis|abbitMQ) at .*, .*R(edis|abbitMQ) at ")]
    private static partial Regex WaitingForBoth();

    [GeneratedRegex(@"Waiting for RabbitMQ at [\d.:]+\.")]
    private static partial Regex WaitingForRabbitMq();
}
