using System.Text.Json;
using RealtimeMesh.Notifier.Tests.Brokers;

namespace RealtimeMesh.Notifier.Tests.UserEvents;

/// <summary>What the bus delivers twice, late or for nobody.</summary>
public sealed class OnceTests(RunningNotifier notifier) : IClassFixture<RunningNotifier>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Message_that_comes_twice_under_one_id_is_published_once()
    {
        var events = await notifier.Screen.ListenAsync("once");
        var id = Guid.CreateVersion7();

        await PublishAsync(Messages.ReadyMade("once", """{"type":"x","n":1}"""), id);
        Assert.Equal("""{"type":"x","n":1}""", await events.NextAsync(Cancelled));
        await PublishAsync(Messages.ReadyMade("once", """{"type":"x","n":1}"""), id);
        await PublishAsync(Messages.ReadyMade("once", """{"type":"x","n":2}"""), Guid.CreateVersion7());

        var next = await events.NextEnvelopeAsync(Cancelled);
        Assert.Equal(("0123456789ab-2", "x"), (next.GetProperty("id").GetString(), next.GetProperty("type").GetString()));
        Assert.Equal(2, next.GetProperty("event").GetProperty("n").GetInt32());
    }

    [Fact(Timeout = 60_000)]
    public async Task Progress_of_a_job_never_goes_back()
    {
        var events = await notifier.Screen.ListenAsync("forward");

        foreach (var (sequence, percent) in new[] { (8, 80), (7, 70), (9, 90) })
        {
            var body = Messages.Job("forward", more: $$""","percent":{{percent}},"phase":"x" """);
            await notifier.Producer.PublishAsync("JobProgressed", body.Replace("\"sequence\":7", $"\"sequence\":{sequence}"), Cancelled);
            if (sequence != 7)
            {
                Assert.Equal(percent, JsonElement.Parse(await events.NextAsync(Cancelled)).GetProperty("percent").GetInt32());
            }
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Event_for_those_who_are_connected_is_published_to_them_alone()
    {
        var events = await notifier.Screen.ListenAsync("asked");
        const string OnlyIfConnected = """{"userIds":["asked"],"onlyIfConnected":true,"event":{"type":"x","n":1}}""";
        await PublishAsync(OnlyIfConnected, Guid.CreateVersion7());
        await PublishAsync(Messages.ReadyMade("asked", """{"type":"x","n":2}"""), Guid.CreateVersion7());
        Assert.Equal("""{"type":"x","n":2}""", await events.NextAsync(Cancelled));

        await notifier.Screen.Database.SortedSetAddAsync("{cs:sse:user:asked}:streams", "a stream", DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds());
        await PublishAsync(OnlyIfConnected, Guid.CreateVersion7());

        Assert.Equal("""{"type":"x","n":1}""", await events.NextAsync(Cancelled));
    }

    [Fact(Timeout = 60_000)]
    public async Task User_whom_an_operator_disconnects_by_the_bus_is_told()
    {
        var events = await notifier.Screen.ListenAsync("kicked");

        await notifier.Producer.PublishAsync("DisconnectUser", """{"userId":"kicked"}""", Cancelled);

        Assert.True((await events.NextEnvelopeAsync(Cancelled)).GetProperty("disconnect").GetInt64() > 0);
    }

    private Task PublishAsync(string body, Guid id) => notifier.Producer.PublishAsync("PublishUserEvent", body, Cancelled, messageId: id);
}
