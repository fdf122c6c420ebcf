using System.Net;
using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.Edge.Tests.Streams;

public sealed class FilterTests(RedisFixture redis)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SseRequest.Events, "types=b,c")]
    [InlineData(SseRequest.Rpc, "types=b&types=c")]
    public async Task Stream_gets_the_types_it_asks_for_live_and_replayed_and_cursors_mean_what_they_always_do(string path, string types)
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        var user = $"filter-{path.Length}";
        using var all = await edge.OpenAsync(user);
        using var some = await OpenAsync(edge, user, $"{path}?{types}");
        await some.NextOfTypeAsync("connected", Cancelled);

        foreach (var type in new[] { "a", "b", "unknown", "c", "a" })
        {
            await edge.PublishEventAsync(user, $$"""{"type":"{{type}}"}""");
        }

        var epoch = await edge.EpochAsync(user);
        await ExpectAsync(some, ("b", $"{epoch}-2"), ("c", $"{epoch}-4"));
        await ExpectAsync(all, ("a", $"{epoch}-1"), ("b", $"{epoch}-2"), ("unknown", $"{epoch}-3"), ("c", $"{epoch}-4"), ("a", $"{epoch}-5"));

        using var resumed = await OpenAsync(edge, user, $"{path}?{types}", $"{epoch}-1");
        Assert.True((await resumed.NextAsync(Cancelled)).Json.GetProperty("resumed").GetBoolean());
        await ExpectAsync(resumed, ("b", $"{epoch}-2"), ("c", $"{epoch}-4"));
    }

    [Fact]
    public async Task Type_is_compared_as_text_whatever_it_is_made_of()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var stream = await OpenAsync(edge, "odd", $"{SseRequest.Events}?types={Uri.EscapeDataString("größe \"x\"")}");
        await stream.NextOfTypeAsync("connected", Cancelled);

        await edge.PublishEventAsync("odd", """{"type":"groesse"}""");
        await edge.PublishEventAsync("odd", """{"type":"größe \"x\""}""");
        await edge.PublishAsync("odd", """{"type":"gr\u00f6\u00dfe \"x\"","bare":true}""");

        Assert.Equal("größe \"x\"", (await stream.NextAsync(Cancelled)).Type);
        Assert.True((await stream.NextAsync(Cancelled)).Json.GetProperty("bare").GetBoolean());
    }

    [Theory]
    [InlineData("types=")]
    [InlineData("types=a,,b")]
    [InlineData("types=a,")]
    [InlineData("types=a&types=")]
    public async Task Malformed_list_of_types_is_refused_by_name(string query) => await RefusesAsync(query);

    [Fact]
    public async Task List_of_types_is_limited()
    {
        await RefusesAsync($"types={string.Join(',', Enumerable.Range(0, 65))}");
        await RefusesAsync($"types={new string('a', 129)}");
    }

    private async Task RefusesAsync(string query)
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString);
        using var http = new HttpClient();
        using var refused = await edge.SendAsync(http, HttpMethod.Get, $"/api/events?{query}", "refused");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("The query parameter types must be", await refused.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    private static Task<SseReader> OpenAsync(EdgeHost edge, string user, string path, string? lastEventId = null) =>
        SseReader.OpenAsync(edge.Address, edge.Tokens.Create(user), Cancelled, path, lastEventId);

    private static async Task ExpectAsync(SseReader stream, params (string Type, string Id)[] expected)
    {
        foreach (var (type, id) in expected)
        {
            var frame = await stream.NextAsync(Cancelled);
            Assert.Equal((type, id), (frame.Type, frame.Id));
        }
    }
}
