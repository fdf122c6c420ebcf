using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Edge.Tests.Streams;

public sealed class ContinuityTests(RedisFixture redis)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hole_is_filled_from_the_log_before_anything_later_is_sent()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, _time);
        using var stream = await edge.OpenAsync("hole");
        var epoch = await edge.EpochAsync("hole");

        await StoreSilentlyAsync(edge, "hole", 1, 60);
        await edge.PublishEventAsync("hole", """{"type":"x"}""");

        for (var n = 1; n <= 61; n++)
        {
            Assert.Equal($"{epoch}-{n}", (await stream.NextAsync(Cancelled)).Id);
        }
    }

    [Fact]
    public async Task Message_that_comes_twice_or_late_is_sent_once()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, _time);
        using var stream = await edge.OpenAsync("twice");
        var epoch = await edge.EpochAsync("twice");
        await edge.PublishEventAsync("twice", """{"type":"x","n":1}""");

        await edge.PublishAsync("twice", $$$"""{"id":"{{{epoch}}}-1","event":{"type":"x","n":1}}""");
        await edge.PublishEventAsync("twice", """{"type":"x","n":2}""");

        Assert.Equal($"{epoch}-1", (await stream.NextAsync(Cancelled)).Id);
        Assert.Equal($"{epoch}-2", (await stream.NextAsync(Cancelled)).Id);
    }

    [Fact]
    public async Task Lost_last_message_is_found_by_the_check_in_the_background()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, _time);
        using var compared = edge.Collect<long>("mesh.edge.positions.compared");
        using var stream = await edge.OpenAsync("lost");

        await StoreSilentlyAsync(edge, "lost", 1, 1);
        await AdvanceUntilAsync(() => compared.GetMeasurementSnapshot().Any(comparison => (string)comparison.Tags["result"]! == "missed"));

        Assert.Equal($"{await edge.EpochAsync("lost")}-1", (await stream.NextAsync(Cancelled)).Id);
    }

    [Fact]
    public async Task Hole_that_cannot_be_filled_ends_the_streams()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, _time);
        using var stream = await edge.OpenAsync("gone");
        await StoreSilentlyAsync(edge, "gone", 1, 5);
        await edge.Database.KeyDeleteAsync("{cs:sse:user:gone}:log");

        await edge.PublishEventAsync("gone", """{"type":"x"}""");

        Assert.Equal("RESYNC", (await stream.ReadToEndAsync(Cancelled))[^1].Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Log_that_cannot_be_read_ends_the_streams_and_says_why()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, _time);
        using var stream = await edge.OpenAsync("unreadable");
        await edge.Database.StringSetAsync("{cs:sse:user:unreadable}:log", "no stream");

        await edge.PublishAsync("unreadable", $$$"""{"id":"{{{await edge.EpochAsync("unreadable")}}}-2","event":{"type":"x"}}""");

        Assert.Equal("RESYNC", (await stream.ReadToEndAsync(Cancelled))[^1].Json.GetProperty("code").GetString());
        var warning = Assert.Single(edge.Logs.GetSnapshot(), record => record.Level is LogLevel.Warning);
        Assert.Equal("The log of unreadable could not be read; the user's streams end.", warning.Message);
        Assert.Contains("WRONGTYPE", warning.Exception!.InnerException!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, "other")]
    [InlineData(3, "same")]
    public async Task Log_that_no_longer_holds_what_was_delivered_begins_anew(int end, string content)
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, _time);
        var user = $"replica-{content}";
        using var stream = await edge.OpenAsync(user);
        var epoch = await edge.EpochAsync(user);
        for (var n = 1; n <= 5; n++)
        {
            await edge.PublishEventAsync(user, $$"""{"type":"x","n":{{n}}}""");
        }

        // What a replica has that missed the last events before it took over, and those that it got since.
        await edge.Database.KeyDeleteAsync($"{{cs:sse:user:{user}}}:log");
        await edge.Database.HashSetAsync($"{{cs:sse:user:{user}}}:pos", "n", 0);
        await StoreSilentlyAsync(edge, user, 1, end, content);
        await AdvanceUntilAsync(() => edge.Streams.Count == 0);

        var frames = await stream.ReadToEndAsync(Cancelled);
        Assert.Equal("RESYNC", frames[^1].Json.GetProperty("code").GetString());
        Assert.Equal(6, frames.Count);
        Assert.NotEqual(epoch, await edge.EpochAsync(user));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Log_that_lost_what_was_delivered_begins_anew_though_it_has_caught_up_by_new_events(bool throughAHole)
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, _time);
        var user = $"caught-up-{throughAHole}";
        using var stream = await edge.OpenAsync(user);
        var epoch = await edge.EpochAsync(user);
        await edge.PublishEventAsync(user, """{"type":"delivered and lost"}""");
        Assert.Equal($"{epoch}-1", (await stream.NextAsync(Cancelled)).Id);

        // The replica has not got it; before anybody looks, two more are published there.
        await edge.Database.KeyDeleteAsync($"{{cs:sse:user:{user}}}:log");
        await edge.Database.HashSetAsync($"{{cs:sse:user:{user}}}:pos", "n", 0);
        if (throughAHole)
        {
            await StoreSilentlyAsync(edge, user, 1, 2);
        }
        else
        {
            await edge.PublishEventAsync(user, """{"type":"instead"}""");
        }

        await edge.PublishEventAsync(user, """{"type":"after"}""");
        await AdvanceUntilAsync(() => edge.Streams.Count == 0);

        Assert.Equal("RESYNC", Assert.Single(await stream.ReadToEndAsync(Cancelled)).Json.GetProperty("code").GetString());
        Assert.NotEqual(epoch, await edge.EpochAsync(user));
    }

    [Fact]
    public async Task Broken_key_of_one_user_ends_that_users_streams_and_nothing_else()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, _time);
        using var broken = await edge.OpenAsync("broken-key");
        using var other = await edge.OpenAsync("whole-key");

        await edge.Database.HashSetAsync("{cs:sse:user:broken-key}:pos", "n", "no number");
        await AdvanceUntilAsync(() => edge.Streams.Count == 1);

        Assert.Equal("RESYNC", Assert.Single(await broken.ReadToEndAsync(Cancelled)).Json.GetProperty("code").GetString());
        await edge.PublishEventAsync("whole-key", """{"type":"x"}""");
        Assert.Equal("x", (await other.NextAsync(Cancelled)).Type);
        await edge.Database.KeyDeleteAsync("{cs:sse:user:broken-key}:pos");
        using var again = await edge.OpenAsync("broken-key");
    }

    [Fact]
    public async Task Doubt_that_the_log_does_not_confirm_costs_nothing()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, _time);
        using var stream = await edge.OpenAsync("doubt");
        var epoch = await edge.EpochAsync("doubt");
        await edge.PublishEventAsync("doubt", """{"type":"x","n":1}""");

        // As a primary that was replaced may still say it.
        await edge.PublishAsync("doubt", $$$"""{"id":"{{{epoch}}}-1","event":{"type":"of another log"}}""");
        await edge.PublishEventAsync("doubt", """{"type":"x","n":2}""");
        Assert.Equal($"{epoch}-1", (await stream.NextAsync(Cancelled)).Id);
        var second = stream.NextAsync(Cancelled);
        await AdvanceUntilAsync(() => second.IsCompleted);

        Assert.Equal($"{epoch}-2", (await second).Id);
    }

    private static async Task StoreSilentlyAsync(EdgeHost edge, string user, int from, int to, string content = "silent")
    {
        for (var n = from; n <= to; n++)
        {
            var json = content is "same" ? $$"""{"type":"x","n":{{n}}}""" : $$"""{"type":"{{content}}","n":{{n}}}""";
            await edge.Database.StreamAddAsync($"{{cs:sse:user:{user}}}:log", "d", json, $"{n}-0");
            await edge.Database.HashIncrementAsync($"{{cs:sse:user:{user}}}:pos", "n");
        }
    }

    private Task AdvanceUntilAsync(Func<bool> condition) => Wait.UntilAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            return condition();
        },
        TimeSpan.FromSeconds(20),
        "it never came to that",
        Cancelled);
}
