using RealtimeMesh.Notifier.Tests.Brokers;

namespace RealtimeMesh.Notifier.Tests.UserEvents;

public sealed class PublishUserEventTests(RunningNotifier notifier) : IClassFixture<RunningNotifier>
{
    // What another team publishes, and what the user's stream gets.
    public static TheoryData<string, string> Events => new()
    {
        { """{"type":"of_another_team","n":1.50,"list":[1,null,{"a":true}]}""", """{"type":"of_another_team","n":1.50,"list":[1,null,{"a":true}]}""" },
        { "{\n  \"type\": \"x\",\r\n  \"text\": \"two\\nlines\"\n}", """{"type":"x","text":"two\nlines"}""" },
        { """{"type":"x","text":"grüße 你好 <b>"}""", """{"type":"x","text":"grüße 你好 <b>"}""" },
        { """{"id":"not-an-envelope","type":"x"}""", """{"type":"x","id":"not-an-envelope"}""" },
        { """{"type":"x","a":1,"type":"y"}""", """{"type":"y","a":1}""" },
    };

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Events))]
    public async Task Ready_made_event_in_either_form_reaches_its_user_on_one_line_with_its_type_first(string asked, string published)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var body = Messages.ReadyMade("ready", asked);
        var events = await notifier.Screen.ListenAsync("ready");

        await notifier.Producer.PublishAsync("PublishUserEvent", body, cancellationToken);
        Assert.Equal(published, await events.NextAsync(cancellationToken));

        await notifier.Producer.PublishAsync("PublishUserEvent", Messages.InEnvelope("PublishUserEvent", body), cancellationToken, Producer.Envelope);
        Assert.Equal(published, await events.NextAsync(cancellationToken));
        await events.UnsubscribeAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task Each_of_ten_thousand_users_gets_it_once()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var users = Enumerable.Range(0, 10_000).Select(user => $"of-many-{user}").ToList();
        var ids = string.Join(',', users.Append(users[0]).Skip(1).Select(user => $"\"{user}\""));
        var first = await notifier.Screen.ListenAsync(users[0]);
        var last = await notifier.Screen.ListenAsync(users[^1]);

        foreach (var n in (int[])[1, 2])
        {
            await notifier.Producer.PublishAsync("PublishUserEvent", $$"""{"userIds":[{{ids}}],"event":{"type":"x","n":{{n}} } }""", cancellationToken);
            Assert.Equal($$"""{"type":"x","n":{{n}}}""", await first.NextAsync(cancellationToken));
            Assert.Equal($$"""{"type":"x","n":{{n}}}""", await last.NextAsync(cancellationToken));
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task User_who_is_named_twice_gets_it_once()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var events = await notifier.Screen.ListenAsync("twice");

        await notifier.Producer.PublishAsync("PublishUserEvent", """{"userIds":["twice","twice"],"event":{"type":"x","n":1}}""", cancellationToken);
        await notifier.Producer.PublishAsync("PublishUserEvent", """{"userIds":["twice"],"event":{"type":"x","n":2}}""", cancellationToken);

        string[] got = [await events.NextAsync(cancellationToken), await events.NextAsync(cancellationToken)];
        Assert.Equal(["""{"type":"x","n":1}""", """{"type":"x","n":2}"""], got.Order());
    }

    private static string Text(string text) => $$"""{"type":"x","text":"{{text}}"}""";

    [Fact(Timeout = 60_000)]
    public async Task Event_of_exactly_the_largest_size_is_published()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var events = await notifier.Screen.ListenAsync("large");
        // Two bytes a letter, and 22 around them.
        var largest = Text(new string('é', ((16 * 1024) - 22) / 2));

        await notifier.Producer.PublishAsync("PublishUserEvent", Messages.ReadyMade("large", largest), cancellationToken);

        Assert.Equal(largest, await events.NextAsync(cancellationToken));
    }
}
