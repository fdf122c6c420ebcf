using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.Edge.Diagnostics;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.Edge.Streams;

namespace RealtimeMesh.Edge.Tests.Streams;

public sealed class OpenStreamsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _time = new();
    private readonly HeldSource _source = new();
    private readonly OpenStreams _streams;

    public OpenStreamsTests()
    {
        var metrics = new EdgeMetrics(_services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        var dropped = new DroppedMessages(metrics, NullLogger<DroppedMessages>.Instance, _time);
        _streams = new OpenStreams(_source, Options.Create(new EdgeOptions()), metrics, dropped, NullLogger<OpenStreams>.Instance, _time);
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Stream_opens_when_the_subscription_is_acknowledged_and_not_before()
    {
        var stream = NewStream();
        var joining = JoinAsync(stream);
        Assert.False(joining.IsCompleted);

        // Published between the server's acknowledgement and our notice of it: the stream starts behind it.
        _source.Publish("""{"id":"e-1","event":{"type":"x"}}""");
        _source.Acknowledge();

        Assert.Null(await joining);
        Assert.Equal("e-1", stream.JoinedAt.ToString());
        Assert.True(stream.Queue.IsEmpty);
        _source.Publish("""{"id":"e-2","event":{"type":"x"}}""");
        Assert.False(stream.Queue.IsEmpty);
    }

    [Fact]
    public async Task Streams_of_one_user_share_a_subscription()
    {
        var joining = new[] { JoinAsync(NewStream()), JoinAsync(NewStream()) };
        _source.Acknowledge();

        Assert.All(await Task.WhenAll(joining), Assert.Null);
        Assert.Equal(1, _source.Subscriptions);
    }

    [Fact]
    public async Task Refused_subscription_is_tried_anew_by_the_next_stream()
    {
        var first = NewStream();
        var joining = JoinAsync(first);
        _source.Fail();
        Assert.Equal(Refusal.Unavailable, await joining);
        _streams.Leave(first);

        var next = JoinAsync(NewStream());
        _source.Acknowledge();

        Assert.Null(await next);
        Assert.Equal(1, _streams.Count);
    }

    [Fact]
    public async Task Subscription_that_failed_when_nobody_waited_for_it_any_more_is_tried_anew()
    {
        using var leaving = new CancellationTokenSource();
        var first = NewStream();
        var joining = _streams.JoinAsync(first, leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => joining);
        _streams.Leave(first);
        _source.Fail();

        var next = JoinAsync(NewStream());
        _source.Acknowledge();

        Assert.Null(await next);
    }

    [Fact]
    public async Task Stream_whose_channel_breaks_while_it_is_being_opened_gets_another_one()
    {
        var joining = JoinAsync(NewStream());
        _streams.Channels.Single().Broken();
        _source.Acknowledge();
        await _source.SubscribedAgain;
        _source.Acknowledge();

        Assert.Null(await joining);
    }

    [Fact]
    public async Task Stream_that_opens_while_the_channel_is_dropped_subscribes_after_that()
    {
        var first = NewStream();
        var joining = JoinAsync(first);
        _source.Acknowledge();
        await joining;
        _streams.Leave(first);
        _time.Advance(TimeSpan.FromSeconds(5));

        var unsubscribed = _source.HoldUnsubscribe();
        var dropping = _streams.CloseIdleChannelsAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        await _source.Unsubscribing;
        var next = NewStream();
        var joiningNext = JoinAsync(next);
        Assert.Equal(1, _source.Subscriptions);

        unsubscribed.SetResult();
        await dropping;
        await _source.SubscribedAgain;
        _source.Acknowledge();
        Assert.Null(await joiningNext);
        _source.Publish("""{"type":"x"}""");
        Assert.False(next.Queue.IsEmpty);
    }

    [Fact]
    public async Task Subscription_that_is_being_renewed_ends_when_its_channel_does()
    {
        var joining = JoinAsync(NewStream());
        _source.Acknowledge();
        await joining;
        var channel = _streams.Channels.Single();
        var renewed = _source.HoldRenewal();
        var renewing = channel.RenewSubscriptionAsync();
        channel.Broken();

        var unsubscribing = channel.UnsubscribeAsync();
        Assert.False(_source.Unsubscribing.IsCompleted);
        renewed.SetResult();

        await renewing;
        await unsubscribing;
        Assert.True(_source.Unsubscribing.IsCompleted);
        Assert.True(channel.RenewSubscriptionAsync().IsCompletedSuccessfully);
        Assert.Equal(1, _source.Renewals);
    }

    [Fact]
    public async Task Channel_with_a_stream_is_never_idle()
    {
        var joining = JoinAsync(NewStream());
        _source.Acknowledge();
        await joining;
        _time.Advance(TimeSpan.FromHours(1));

        await _streams.CloseIdleChannelsAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        Assert.False(_source.Unsubscribing.IsCompleted);
    }

    private Task<Refusal?> JoinAsync(EventStream stream) => _streams.JoinAsync(stream, TestContext.Current.CancellationToken);

    private EventStream NewStream() =>
        new("ada", new StreamRequest(StreamForm.Plain, null, null), new StreamDeadline(long.MaxValue, StreamEnd.Rotated), new EdgeOptions(), _time);
}
