using System.Text;
using System.Text.Json;

namespace RealtimeMesh.UserEventLog.Tests;

/// <summary>What every log keeps to, wherever it keeps its events. A test has users of its own, as all of them share one server.</summary>
public abstract class UserEventLogSpecification
{
    private const int LogLength = 5;

    protected static readonly UserEventLogOptions Options = new() { LogLength = LogLength, LogRetention = TimeSpan.FromSeconds(2), PositionRetention = TimeSpan.FromSeconds(4) };


    protected string UserId { get; } = $"user-{Guid.CreateVersion7()}";

    protected abstract ILogUnderTest Log { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_kept_for_aUserId_who_has_never_been_connected()
    {
        Assert.Equal(PublishOutcome.NotConnected, await PublishAsync("a"));
        Assert.Null(await Log.Source.CheckAsync(UserId, [], 0));
        Assert.Equal(0, (await OpenAsync("one")).Offset);
    }

    [Fact]
    public async Task Offsets_are_contiguous_and_events_are_read_as_they_were_published()
    {
        var opened = await OpenAsync("one");
        foreach (var type in new[] { "a", "b", "c" })
        {
            Assert.Equal(PublishOutcome.Published, await PublishAsync(type));
        }

        var read = await Log.Source.ReadAsync(UserId, opened.Epoch, 1, 3, 10);
        Assert.Equal([(1, "a"), (2, "b"), (3, "c")], read!.Select(logged => (logged.Offset, Text(logged.Type))));
        Assert.Equal("""{"type":"b"}""", Text(read![1].Json));
        Assert.Equal([2L], (await Log.Source.ReadAsync(UserId, opened.Epoch, 2, 3, 1))!.Select(logged => logged.Offset));

        var position = await Log.Source.CheckAsync(UserId, [], 2);
        Assert.Equal((opened.Epoch, 3L, """{"type":"b"}"""), (position!.Epoch, position.Offset, Text(position.Event!.Value)));
        Assert.Equal("""{"type":"c"}""", Text((await OpenAsync("two")).Event!.Value));
    }

    [Fact]
    public async Task Subscriber_gets_each_event_with_its_id_first_its_type_and_who_caused_it()
    {
        var opened = await OpenAsync("one");
        await using var subscription = await ListenAsync();

        await Log.Publisher.PublishAsync(UserId, Event("a") with { TraceParent = "00-1-2-01" }, Cancelled);
        await PublishAsync("b\"ä");

        Assert.Equal($$$"""{"id":"{{{opened.Epoch}}}-1","type":"a","event":{"type":"a"},"traceparent":"00-1-2-01"}""", await subscription.NextAsync());
        var second = JsonElement.Parse(await subscription.NextAsync());
        Assert.Equal("b\"ä", second.GetProperty("type").GetString());
        Assert.False(second.TryGetProperty("traceparent", out _));
    }

    [Fact]
    public async Task Only_the_newest_events_are_kept()
    {
        var opened = await OpenAsync("one");
        for (var n = 0; n < LogLength + 3; n++)
        {
            await PublishAsync("x");
        }

        var read = await Log.Source.ReadAsync(UserId, opened.Epoch, 1, 100, 100);
        Assert.Equal(Enumerable.Range(4, LogLength).Select(n => (long)n), read!.Select(logged => logged.Offset));
        Assert.Null((await Log.Source.CheckAsync(UserId, [], 3))!.Event);
    }

    [Fact]
    public async Task Message_that_is_delivered_again_is_published_once()
    {
        await OpenAsync("one");
        var userEvent = Event("a") with { MessageId = Guid.CreateVersion7() };

        Assert.Equal(PublishOutcome.Published, await Log.Publisher.PublishAsync(UserId, userEvent, Cancelled));
        Assert.Equal(PublishOutcome.Repeated, await Log.Publisher.PublishAsync(UserId, userEvent, Cancelled));
        Assert.Equal(1, (await Log.Source.CheckAsync(UserId, [], 0))!.Offset);
    }

    [Fact]
    public async Task Message_that_was_published_while_nobody_was_there_is_published_when_it_comes_again()
    {
        var userEvent = Event("a") with { MessageId = Guid.CreateVersion7() };
        Assert.Equal(PublishOutcome.NotConnected, await Log.Publisher.PublishAsync(UserId, userEvent, Cancelled));
        await OpenAsync("one");
        Assert.Equal(PublishOutcome.Published, await Log.Publisher.PublishAsync(UserId, userEvent, Cancelled));
    }

    [Fact]
    public async Task Event_behind_a_later_one_of_its_job_is_dropped_and_those_of_other_jobs_are_not()
    {
        await OpenAsync("one");
        var (job, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        Assert.Equal(PublishOutcome.Published, await PublishOfJobAsync(job, 2_000_001));
        Assert.Equal(PublishOutcome.Late, await PublishOfJobAsync(job, 1_000_009));
        Assert.Equal(PublishOutcome.Late, await PublishOfJobAsync(job, 2_000_001));
        Assert.Equal(PublishOutcome.Published, await PublishOfJobAsync(other, 1));
        Assert.Equal(PublishOutcome.Published, await PublishOfJobAsync(job, 2_000_002));
    }

    [Fact]
    public async Task Log_that_was_begun_anew_has_another_epoch_and_nothing_of_the_old_one()
    {
        var opened = await OpenAsync("one");
        await PublishAsync("a");

        await Log.Source.BeginAnewAsync(UserId, "another");
        Assert.Equal(opened.Epoch, (await Log.Source.CheckAsync(UserId, [], 0))!.Epoch);
        await Log.Source.BeginAnewAsync(UserId, opened.Epoch);

        var position = (await Log.Source.CheckAsync(UserId, [], 1))!;
        Assert.NotEqual(opened.Epoch, position.Epoch);
        Assert.Equal((0L, null), (position.Offset, position.Event));
        Assert.Null(await Log.Source.ReadAsync(UserId, opened.Epoch, 1, 1, 10));
        Assert.Empty((await Log.Source.ReadAsync(UserId, position.Epoch, 1, 1, 10))!);
    }

    [Fact]
    public async Task User_has_at_most_so_many_streams_and_a_closed_one_makes_room()
    {
        await OpenAsync("one", most: 2);
        await OpenAsync("two", most: 2);
        Assert.Null(await Log.Source.OpenAsync(UserId, "three", 2));
        Assert.Equal(2, await Log.Source.CountStreamsAsync(UserId));

        Log.Source.Close(UserId, "one");

        await OpenAsync("three", most: 2);
        Assert.Equal(2, await Log.Source.CountStreamsAsync(UserId));
        Assert.Equal(0, await Log.Source.CountStreamsAsync("nobody"));
    }

    [Fact]
    public async Task Event_for_those_who_are_connected_is_not_kept_for_others()
    {
        await OpenAsync("one");
        var userEvent = Event("a") with { OnlyIfConnected = true };
        Assert.Equal(PublishOutcome.Published, await Log.Publisher.PublishAsync(UserId, userEvent, Cancelled));

        Log.Source.Close(UserId, "one");

        Assert.Equal(PublishOutcome.NotConnected, await Log.Publisher.PublishAsync(UserId, userEvent, Cancelled));
    }

    [Fact]
    public async Task Disconnecting_is_told_and_kept_and_rises_each_time()
    {
        await OpenAsync("one");
        await using var subscription = await ListenAsync();

        await Log.Publisher.DisconnectAsync(UserId, messageId: null, Cancelled);

        await Log.Publisher.DisconnectAsync(UserId, messageId: null, Cancelled);

        var told = (await OpenAsync("two")).Disconnected;
        Assert.InRange(DisconnectIn(await subscription.NextAsync()), 1, told - 1);
        Assert.Equal(told, DisconnectIn(await subscription.NextAsync()));
        Assert.Equal(told, (await Log.Source.CheckAsync(UserId, [], 0))!.Disconnected);
    }

    [Fact]
    public async Task Message_that_is_delivered_again_disconnects_once()
    {
        await OpenAsync("one");
        var messageId = Guid.NewGuid();
        await Log.Publisher.DisconnectAsync(UserId, messageId, Cancelled);
        var told = (await OpenAsync("two")).Disconnected;
        await using var subscription = await ListenAsync();

        await Log.Publisher.DisconnectAsync(UserId, messageId, Cancelled);
        Assert.Equal(told, (await OpenAsync("three")).Disconnected);

        await Log.Publisher.DisconnectAsync(UserId, Guid.NewGuid(), Cancelled);
        Assert.Equal((await OpenAsync("four")).Disconnected, DisconnectIn(await subscription.NextAsync()));
    }

    [Fact]
    public async Task Nothing_comes_after_the_end_of_a_subscription()
    {
        await OpenAsync("one");
        var ended = await ListenAsync();
        await using var other = await ListenAsync();
        await ended.DisposeAsync();

        await PublishAsync("a");

        await other.NextAsync();
        Assert.Equal(0, ended.Count);
    }

    [Fact]
    public async Task Events_are_kept_for_their_time_and_the_position_for_longer()
    {
        var opened = await OpenAsync("one");
        await PublishAsync("a");

        await Log.PassAsync(TimeSpan.FromSeconds(2.5));

        Assert.Empty((await Log.Source.ReadAsync(UserId, opened.Epoch, 1, 1, 10))!);
        Assert.Equal(1, (await Log.Source.CheckAsync(UserId, [], 1))!.Offset);
        await PublishAsync("b");
        Assert.Equal([2L], (await Log.Source.ReadAsync(UserId, opened.Epoch, 1, 2, 10))!.Select(logged => logged.Offset));
    }

    [Fact]
    public async Task User_without_a_stream_for_long_costs_nothing_however_much_is_published()
    {
        var opened = await OpenAsync("one");
        for (var second = 0; second < 5; second++)
        {
            await PublishAsync("a");
            await Log.PassAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(PublishOutcome.NotConnected, await PublishAsync("a"));
        Assert.NotEqual(opened.Epoch, (await OpenAsync("two")).Epoch);
    }

    [Fact]
    public async Task Asking_after_aUserId_keeps_the_position()
    {
        var opened = await OpenAsync("one");
        for (var second = 0; second < 3; second++)
        {
            await Log.PassAsync(TimeSpan.FromSeconds(2));
            Assert.Equal(opened.Epoch, (await Log.Source.CheckAsync(UserId, ["one"], 0))!.Epoch);
        }
    }

    private static long DisconnectIn(string message) => JsonElement.Parse(message).GetProperty("disconnect").GetInt64();

    [Fact]
    public async Task Stream_that_opens_gets_the_first_events_behind_its_cursor_with_the_position()
    {
        var opened = await OpenAsync("one");
        foreach (var type in new[] { "a", "b", "c", "d" })
        {
            await PublishAsync(type);
        }

        Assert.Equal([(2, "b"), (3, "c")], await MissedAsync(new(opened.Epoch, 1), 2));
        Assert.Equal([(1, "a"), (2, "b"), (3, "c"), (4, "d")], await MissedAsync(new(opened.Epoch, 0), 10));
        Assert.Empty(await MissedAsync(new(opened.Epoch, 4), 10));
        Assert.Empty(await MissedAsync(new(opened.Epoch, 5), 10));
        Assert.Empty(await MissedAsync(new(opened.Epoch, long.MaxValue), 10));
        Assert.Empty(await MissedAsync(new("another", 1), 10));
        Assert.Empty(await MissedAsync(null, 10));
    }

    private async Task<IEnumerable<(long Offset, string Type)>> MissedAsync(Cursor? after, int count) =>
        (await Log.Source.OpenAsync(UserId, Guid.NewGuid().ToString(), 20, after, count))!.Missed.Select(logged => (logged.Offset, Text(logged.Type)));

    private static OutgoingUserEvent Event(string type) => new() { Json = JsonSerializer.SerializeToUtf8Bytes(new { type }), Type = type };

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    private Task<PublishOutcome> PublishAsync(string type) => Log.Publisher.PublishAsync(UserId, Event(type), Cancelled);

    private Task<PublishOutcome> PublishOfJobAsync(Guid job, long sequence) =>
        Log.Publisher.PublishAsync(UserId, Event("a") with { Job = new JobSequence(job, sequence) }, Cancelled);

    private async Task<UserPosition> OpenAsync(string stream, int most = 20) =>
        await Log.Source.OpenAsync(UserId, stream, most) ?? throw new InvalidOperationException("The user has too many streams.");

    private Task<Listener> ListenAsync() => Listener.StartAsync(Log.Source, UserId);
}
