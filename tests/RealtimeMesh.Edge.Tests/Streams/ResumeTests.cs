using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.Edge.Tests.Streams;

public sealed class ResumeTests(RedisFixture redis)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SseRequest.Events)]
    [InlineData(SseRequest.Rpc)]
    public async Task Client_that_comes_back_gets_what_it_missed_and_then_what_happens(string path)
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        var user = $"back-{path.Length}";
        using var first = await edge.OpenAsync(user, path);
        await PublishAsync(edge, user, 1, 2);
        await first.NextAsync(Cancelled);
        first.Dispose();
        await PublishAsync(edge, user, 3, 40);

        using var second = await SseReader.OpenAsync(edge.Address, edge.Tokens.Create(user), Cancelled, path, first.LastEventId);
        await PublishAsync(edge, user, 41, 42);

        var epoch = await edge.EpochAsync(user);
        var connected = await second.NextAsync(Cancelled);
        Assert.Equal($"{epoch}-1", connected.Id);
        Assert.True(connected.Json.GetProperty("resumed").GetBoolean());
        for (var n = 2; n <= 42; n++)
        {
            var missed = await second.NextAsync(Cancelled);
            Assert.Equal(($"{epoch}-{n}", n), (missed.Id, missed.Json.GetProperty("n").GetInt32()));
        }
    }

    [Fact]
    public async Task Client_that_missed_nothing_resumes_at_its_own_cursor_even_before_its_first_event()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var first = await edge.OpenAsync("nothing");

        using var second = await SseReader.OpenAsync(edge.Address, edge.Tokens.Create("nothing"), Cancelled, lastEventId: first.LastEventId);

        var connected = await second.NextAsync(Cancelled);
        Assert.Equal((first.LastEventId, true), (connected.Id, connected.Json.GetProperty("resumed").GetBoolean()));
    }

    [Fact]
    public async Task Query_stands_in_for_the_header()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var first = await edge.OpenAsync("query");
        await PublishAsync(edge, "query", 1, 1);

        using var second = await SseReader.OpenAsync(edge.Address, edge.Tokens.Create("query"), Cancelled, $"{SseRequest.Events}?lastEventId={first.LastEventId}");

        Assert.True((await second.NextAsync(Cancelled)).Json.GetProperty("resumed").GetBoolean());
        Assert.Equal(1, (await second.NextAsync(Cancelled)).Json.GetProperty("n").GetInt32());
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("-")]
    [InlineData("7")]
    [InlineData("{epoch}-")]
    [InlineData("{epoch}--1")]
    [InlineData("{epoch}-1.5")]
    [InlineData("{epoch}-4")]
    [InlineData("{epoch}-99999999999999999999999")]
    [InlineData("{epoch}0-1")]
    [InlineData("0123456789ab-1")]
    [InlineData("$-0")]
    public async Task Cursor_that_is_none_or_foreign_or_ahead_starts_afresh(string cursor)
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        var user = $"afresh-{Guid.NewGuid()}";
        using var first = await edge.OpenAsync(user);
        await PublishAsync(edge, user, 1, 3);
        var epoch = await edge.EpochAsync(user);

        using var second = await SseReader.OpenAsync(
            edge.Address, edge.Tokens.Create(user), Cancelled, lastEventId: cursor.Replace("{epoch}", epoch, StringComparison.Ordinal));

        var connected = await second.NextAsync(Cancelled);
        Assert.Equal(($"{epoch}-3", false), (connected.Id, connected.Json.GetProperty("resumed").GetBoolean()));
    }

    [Fact]
    public async Task Client_that_missed_more_than_the_log_keeps_starts_afresh_and_one_that_missed_just_that_resumes()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, settings: ("Edge:LogLength", "10"));
        using var first = await edge.OpenAsync("trimmed");
        await PublishAsync(edge, "trimmed", 1, 15);
        var epoch = await edge.EpochAsync("trimmed");

        Assert.False(await ResumesAsync(edge, "trimmed", $"{epoch}-4"));
        Assert.True(await ResumesAsync(edge, "trimmed", $"{epoch}-5"));
    }

    [Fact]
    public async Task Edge_that_is_behind_another_still_resumes_from_what_the_other_delivered()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var first = await edge.OpenAsync("behind");
        // Stored, but its message never comes: as if it were still on its way to this edge.
        await edge.Database.StreamAddAsync("{cs:sse:user:behind}:log", [new("d", """{"type":"x","n":1}"""), new("t", "x")], "1-0");
        await edge.Database.HashIncrementAsync("{cs:sse:user:behind}:pos", "n");
        var epoch = await edge.EpochAsync("behind");

        Assert.True(await ResumesAsync(edge, "behind", $"{epoch}-1"));
        Assert.Equal($"{epoch}-1", (await first.NextAsync(Cancelled)).Id);
    }

    [Fact]
    public async Task Log_written_by_an_earlier_version_is_replayed_and_filtered_by_what_is_in_the_event()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var first = await edge.OpenAsync("earlier");
        await edge.Database.StreamAddAsync("{cs:sse:user:earlier}:log", "d", """{"type":"x","n":1}""", "1-0");
        await edge.Database.StreamAddAsync("{cs:sse:user:earlier}:log", "d", """{"type":"y","n":2}""", "2-0");
        await edge.Database.HashSetAsync("{cs:sse:user:earlier}:pos", "n", 2);

        using var second = await SseReader.OpenAsync(
            edge.Address, edge.Tokens.Create("earlier"), Cancelled, $"{SseRequest.Events}?types=y", first.LastEventId);

        Assert.True((await second.NextAsync(Cancelled)).Json.GetProperty("resumed").GetBoolean());
        Assert.Equal(2, (await second.NextAsync(Cancelled)).Json.GetProperty("n").GetInt32());
    }

    private static async Task<bool> ResumesAsync(EdgeHost edge, string user, string cursor)
    {
        using var stream = await SseReader.OpenAsync(edge.Address, edge.Tokens.Create(user), Cancelled, lastEventId: cursor);
        return (await stream.NextAsync(Cancelled)).Json.GetProperty("resumed").GetBoolean();
    }

    private static async Task PublishAsync(EdgeHost edge, string user, int from, int to)
    {
        for (var n = from; n <= to; n++)
        {
            await edge.PublishEventAsync(user, $$"""{"type":"x","n":{{n}}}""");
        }
    }
}
