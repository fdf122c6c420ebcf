using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Servers;

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
