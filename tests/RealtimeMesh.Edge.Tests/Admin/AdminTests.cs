using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Streams;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.Edge.Tests.Admin;

public sealed class AdminTests(RedisFixture redis)
{
    private readonly TestTokens _tokens = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Operator_ends_all_streams_of_a_user_on_every_edge_and_of_nobody_else()
    {
        await using var one = await EdgeHost.StartAsync(redis.ConnectionString, tokens: _tokens);
        await using var other = await EdgeHost.StartAsync(redis.ConnectionString, tokens: _tokens);
        using var here = await one.OpenAsync("kicked");
        using var there = await other.OpenAsync("kicked", SseRequest.Rpc);
        using var bystander = await one.OpenAsync("kicke");

        using var answer = await AskAsync(one, HttpMethod.Post, "/admin/users/kicked/disconnect", "openid realtime-mesh.admin");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"userId":"kicked","streams":2}""", await answer.Content.ReadAsStringAsync(Cancelled));
        foreach (var stream in new[] { here, there })
        {
            var last = Assert.Single(await stream.ReadToEndAsync(Cancelled));
            Assert.Equal(("UNAUTHORIZED", 401), (last.Json.GetProperty("code").GetString(), last.Json.GetProperty("status").GetInt32()));
        }

        await one.PublishEventAsync("kicke", """{"type":"x"}""");
        Assert.Equal("x", (await bystander.NextAsync(Cancelled)).Type);
        using var again = await other.OpenAsync("kicked");
        await one.PublishEventAsync("kicked", """{"type":"x"}""");
        Assert.Equal("x", (await again.NextAsync(Cancelled)).Type);
    }

    [Fact]
    public async Task Edge_that_missed_the_message_finds_out()
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, tokens: _tokens);
        using var first = await edge.OpenAsync("unheard");
        await edge.Database.HashIncrementAsync("{cs:sse:user:unheard}:pos", "k");

        using var second = await edge.OpenAsync("unheard");

        Assert.Equal("UNAUTHORIZED", Assert.Single(await first.ReadToEndAsync(Cancelled)).Json.GetProperty("code").GetString());
        await edge.PublishEventAsync("unheard", """{"type":"x"}""");
        Assert.Equal("x", (await second.NextAsync(Cancelled)).Type);
    }

    [Fact]
    public async Task Operator_sees_how_many_streams_a_user_has_on_all_edges()
    {
        await using var one = await EdgeHost.StartAsync(redis.ConnectionString, tokens: _tokens);
        await using var other = await EdgeHost.StartAsync(redis.ConnectionString, tokens: _tokens);
        using var first = await one.OpenAsync("counted");
        using var second = await other.OpenAsync("counted");

        Assert.Equal(2, await CountAsync(one, "counted"));
        Assert.Equal(0, await CountAsync(other, "nobody"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("openid profile")]
    [InlineData("realtime-mesh.admins xrealtime-mesh.admin")]
    public async Task Token_without_the_scope_is_no_operators(string? scope)
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, tokens: _tokens);
        using var stream = await edge.OpenAsync("safe");

        using var disconnect = await AskAsync(edge, HttpMethod.Post, "/admin/users/safe/disconnect", scope);
        using var count = await AskAsync(edge, HttpMethod.Get, "/admin/users/safe", scope);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (disconnect.StatusCode, count.StatusCode));
        Assert.Equal("FORBIDDEN", (await count.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("code").GetString());
        await edge.PublishEventAsync("safe", """{"type":"x"}""");
        Assert.Equal("x", (await stream.NextAsync(Cancelled)).Type);
    }

    [Theory]
    [InlineData("/admin/users/%7Ba%7D")]
    [InlineData("/admin/users/a%3Apos")]
    [InlineData("/admin/users/%2A")]
    [InlineData("/admin/users/a%0Ab")]
    public async Task User_id_that_no_user_can_have_is_refused_by_name(string path)
    {
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, tokens: _tokens);

        using var answer = await AskAsync(edge, HttpMethod.Get, path, "realtime-mesh.admin");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("user id in the path must be 1 to 128", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    private async Task<int> CountAsync(EdgeHost edge, string userId)
    {
        using var answer = await AskAsync(edge, HttpMethod.Get, $"/admin/users/{userId}", "realtime-mesh.admin");
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("streams").GetInt32();
    }

    private async Task<HttpResponseMessage> AskAsync(EdgeHost edge, HttpMethod method, string path, string? scope)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(edge.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens.Create("operator", null, ("scope", (JsonNode?)scope)));
        return await http.SendAsync(request, Cancelled);
    }
}
