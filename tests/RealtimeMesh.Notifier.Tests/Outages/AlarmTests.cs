using System.Net;
using System.Text.RegularExpressions;
using RealtimeMesh.Notifier.Tests.Brokers;
using RealtimeMesh.Testing;

namespace RealtimeMesh.Notifier.Tests.Outages;

/// <summary>A RabbitMQ that is short of memory reads no more from whoever publishes. The notifier publishes too: what it can't handle.</summary>
[Trait("Category", "Slow")]
public sealed partial class AlarmTests(AlarmTests.Brokers brokers) : IClassFixture<AlarmTests.Brokers>
{
    private const int Many = 400;
    private const string Queue = "notifier-publish-user-event";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Of their own: a publish that was given up may reach an error queue later, where others expect nothing.</summary>
    public sealed class Brokers : TestBrokers;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory(Timeout = 240_000)]
    [InlineData("set_vm_memory_high_watermark", "0.000001", "0.4")]
    [InlineData("set_disk_free_limit", "900000GB", "1MB")]
    public async Task Events_go_on_during_an_alarm_and_a_bad_message_waits_for_its_error_queue(string setting, string tooLittle, string enough)
    {
        var userId = $"user-{Guid.CreateVersion7()}";
        await using var notifier = brokers.StartNotifier(("UserEvents__LogLength", "1000"));
        await notifier.WaitUntilReadyAsync(Cancelled);
        await using var producer = await Producer.ConnectAsync(brokers.RabbitMq.ConnectionString);
        await using var screen = await Screen.ConnectAsync(brokers.Redis.ConnectionString);
        await screen.ListenAsync(userId);
        Task<long> ShownAsync() => screen.Database.StreamLengthAsync($"{{cs:sse:user:{userId}}}:log");
        Task PublishAsync(int n) => producer.PublishAsync(
            "PublishUserEvent", Messages.ReadyMade(userId, $$"""{"type":"x","n":{{n}}}"""), Cancelled, messageId: Guid.CreateVersion7());

        // In the midst of them: some are with the notifier, some in the queue.
        notifier.Suspend();
        await producer.PublishAsync("PublishUserEvent", """{"userIds":["a:b"],"event":{"type":"x"}}""", Cancelled);
        for (var n = 0; n < Many; n++)
        {
            await PublishAsync(n);
        }

        Task late;
        try
        {
            await brokers.RabbitMq.ControlAsync(Cancelled, setting, tooLittle);
            notifier.Resume();

            await Wait.UntilAsync(async () => await ShownAsync() == Many, Patience, "events are held up", Cancelled);
            await UntilLeftAsync(1, "what is done is not acknowledged");
            await notifier.WaitForLineAsync(Blocked(), Cancelled);
            Assert.Equal(HttpStatusCode.OK, await Health.GetAsync(notifier, "/health/ready", Cancelled));
            late = PublishAsync(Many);
            // It gives up on that publish after ten seconds, and keeps the message.
            await notifier.WaitForLineAsync(NotKept(), Cancelled);
            Assert.False(late.IsCompleted);
        }
        finally
        {
            await brokers.RabbitMq.ControlAsync(Cancelled, setting, enough);
        }

        await late;
        Assert.Contains("userIds[0] is 'a:b'", (await producer.TakeRefusedAsync("PublishUserEvent", Cancelled)).Reason, StringComparison.Ordinal);
        await Wait.UntilAsync(async () => await ShownAsync() == Many + 1, Patience, "the event that waited for room is missing", Cancelled);
        await UntilLeftAsync(0, "something is neither shown nor refused");
        Assert.Equal(HttpStatusCode.OK, await Health.GetAsync(notifier, "/health/ready", Cancelled));
        Assert.DoesNotContain("   at ", notifier.Output, StringComparison.Ordinal);
    }

    // Delivered and not acknowledged counts as left.
    private Task UntilLeftAsync(int count, string otherwise) => Wait.UntilAsync(
        async () => (await brokers.RabbitMq.ControlAsync(Cancelled, "list_queues", "--quiet", "name", "messages")).Split('\n').Contains($"{Queue}\t{count}"),
        Patience,
        otherwise,
        Cancelled);

    [GeneratedRegex("takes nothing for the error queues until it has room again")]
    private static partial Regex Blocked();

    [GeneratedRegex("be put into their error queue just now")]
    private static partial Regex NotKept();
}
