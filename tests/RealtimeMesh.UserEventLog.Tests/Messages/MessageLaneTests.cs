using System.Text;
using RealtimeMesh.Testing;
using RealtimeMesh.UserEventLog.Redis.Messages;

namespace RealtimeMesh.UserEventLog.Tests.Messages;

public sealed class MessageLaneTests
{
    private readonly Subscriptions _subscriptions = new();

    [Fact]
    public async Task Messages_that_came_while_others_were_received_come_together_and_the_last_of_each_channel_says_so()
    {
        using var receiving = new ManualResetEventSlim();
        using var held = new ManualResetEventSlim();
        var lane = new MessageLane();
        lane.Add(
            _subscriptions.Add("slow", (_, _) =>
            {
                receiving.Set();
                held.Wait(TestContext.Current.CancellationToken);
            }),
            default);
        Assert.True(receiving.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        var (ada, bob) = (_subscriptions.Add("ada"), _subscriptions.Add("bob"));
        Add(lane, ada, "1");
        Add(lane, bob, "2");
        Add(lane, ada, "3");
        Add(lane, ada, "4");

        held.Set();

        await _subscriptions.UntilAsync("ada", 3);
        await _subscriptions.UntilAsync("bob", 1);
        Assert.Equal([("1", true), ("3", true), ("4", false)], _subscriptions.Of("ada"));
        Assert.Equal([("2", false)], _subscriptions.Of("bob"));
    }

    [Fact]
    public async Task Each_channel_keeps_its_order_while_many_are_busy()
    {
        const int Count = 2_000;
        string[] names = [.. Enumerable.Range(0, 50).Select(n => $"user-{n}")];
        Array.ForEach(names, name => _subscriptions.Add(name));

        for (var n = 0; n < Count; n++)
        {
            Array.ForEach(names, name => _subscriptions.Channels.Receive(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes($"{n}")));
        }

        foreach (var name in names)
        {
            await _subscriptions.UntilAsync(name, Count);
            Assert.Equal(Enumerable.Range(0, Count).Select(n => $"{n}"), _subscriptions.Of(name).Select(received => received.Message));
        }
    }

    [Fact]
    public async Task While_receivers_are_too_slow_nothing_more_is_read()
    {
        using var receiving = new ManualResetEventSlim();
        using var held = new ManualResetEventSlim();
        var slow = _subscriptions.Add("slow", (_, _) =>
        {
            receiving.Set();
            held.Wait(TestContext.Current.CancellationToken);
        });
        var lane = new MessageLane();
        lane.Add(slow, default);
        // Or what follows could be taken with it, all at once.
        Assert.True(receiving.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.True(lane.WaitForRoomAsync(TestContext.Current.CancellationToken).AsTask().IsCompleted);

        for (var n = 0; n < 40; n++)
        {
            lane.Add(slow, new byte[128 * 1024]);
        }

        var room = lane.WaitForRoomAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(room.IsCompleted);
        held.Set();
        await room.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Receiver_that_fails_is_told_and_costs_nobody_else_a_message()
    {
        var lane = new MessageLane();
        var faulty = _subscriptions.Add("faulty", (_, _) => throw new InvalidOperationException("as the test says"));
        var ada = _subscriptions.Add("ada");

        Add(lane, faulty, "1");
        Add(lane, ada, "2");

        await _subscriptions.UntilAsync("ada", 1);
        await Wait.UntilAsync(() => _subscriptions.Logger.Collector.Count == 1, TimeSpan.FromSeconds(20), "nothing was logged", TestContext.Current.CancellationToken);
        Assert.Contains("faulty", _subscriptions.Logger.LatestRecord.Message, StringComparison.Ordinal);
    }

    private static void Add(MessageLane lane, SubscribedChannel channel, string message) => lane.Add(channel, Encoding.UTF8.GetBytes(message));
}
