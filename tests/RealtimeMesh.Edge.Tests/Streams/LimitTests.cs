using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.Edge.Tests.Streams;

public sealed class LimitTests(RedisFixture redis)
{
    [Fact]
    public async Task User_with_too_many_streams_is_told_to_wait()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, settings: ("Edge:MaxStreamsPerUser", "2"));
        using var one = await edge.OpenAsync("greedy");
        var two = await edge.OpenAsync("greedy");

        await RefusesAsync(edge, "greedy", HttpStatusCode.TooManyRequests, "TOO_MANY_REQUESTS");
        using var other = await edge.OpenAsync("modest");

        two.Dispose();
        await Wait.UntilAsync(() => edge.Streams.Count == 2, TimeSpan.FromSeconds(10), "the stream is still held", TestContext.Current.CancellationToken);
        using var again = await edge.OpenAsync("greedy");
    }

    [Fact]
    public async Task Full_edge_refuses_before_it_asks_redis()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, settings: ("Edge:MaxStreams", "1"));
        using var one = await edge.OpenAsync("first");

        await RefusesAsync(edge, "second", HttpStatusCode.TooManyRequests, "TOO_MANY_REQUESTS");

        Assert.Equal(0, await edge.SubscriberCountAsync("second"));
        Assert.Equal(1, edge.Streams.Count);
    }

    [Fact]
    public async Task Streams_of_a_user_are_counted_over_all_edges()
    {
        var tokens = new TestTokens();
        await using var one = await EdgeHost.StartAsync(redis.ConnectionString, tokens: tokens, settings: ("Edge:MaxStreamsPerUser", "2"));
        await using var other = await EdgeHost.StartAsync(redis.ConnectionString, tokens: tokens, settings: ("Edge:MaxStreamsPerUser", "2"));
        using var here = await one.OpenAsync("spread");
        var there = await other.OpenAsync("spread");

        await RefusesAsync(one, "spread", HttpStatusCode.TooManyRequests, "TOO_MANY_REQUESTS");
        await RefusesAsync(other, "spread", HttpStatusCode.TooManyRequests, "TOO_MANY_REQUESTS");

        there.Dispose();
        await Wait.UntilAsync(() => other.Streams.Count == 0, TimeSpan.FromSeconds(10), "the stream is still held", TestContext.Current.CancellationToken);
        using var again = await one.OpenAsync("spread");
    }

    [Fact]
    public async Task More_new_streams_than_a_second_allows_are_told_to_come_again_before_redis_is_asked()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, time, settings: ("Edge:MaxNewStreamsPerSecond", "2"));
        using var one = await edge.OpenAsync("rate-1");
        using var two = await edge.OpenAsync("rate-2");

        await RefusesAsync(edge, "rate-3", HttpStatusCode.ServiceUnavailable, "SERVICE_UNAVAILABLE");

        Assert.Equal(0, await edge.SubscriberCountAsync("rate-3"));
        Assert.False(await edge.Database.KeyExistsAsync("{cs:sse:user:rate-3}:pos"));
        time.Advance(TimeSpan.FromSeconds(0.5));
        using var three = await edge.OpenAsync("rate-3");
        await RefusesAsync(edge, "rate-4", HttpStatusCode.ServiceUnavailable, "SERVICE_UNAVAILABLE");
    }

    private static async Task RefusesAsync(EdgeHost edge, string userId, HttpStatusCode status, string code)
    {
        using var http = new HttpClient();
        using var refused = await edge.SendAsync(http, HttpMethod.Get, "/api/events", userId);
        Assert.Equal(status, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 5);
        var error = await refused.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(code, error.GetProperty("code").GetString());
    }
}
