using System.Net;
using RealtimeMesh.Gateway.Tests.Hosting;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.Gateway.Tests;

public sealed class RateLimitTests
{
    private static readonly (string, string)[] Tight =
        [("Limits:StreamBurst", "2"), ("Limits:StreamsPerSecond", "1"), ("Limits:WriteBurst", "2"), ("Limits:WritesPerSecond", "1")];

    [Theory]
    [InlineData("GET", "/api/events", ErrorForm.Stream)]
    [InlineData("POST", "/rpc/events/subscribe", ErrorForm.Rpc)]
    [InlineData("POST", "/api/documents", ErrorForm.Problem)]
    [InlineData("PATCH", "/api/documents/1", ErrorForm.Problem)]
    [InlineData("DELETE", "/api/documents/1", ErrorForm.Problem)]
    public async Task Too_many_at_once_are_told_when_to_come_back(string method, string path, ErrorForm form)
    {
        await using var gateway = await TestGateway.WithBackendsAsync(edge: _ => Task.CompletedTask, settings: Tight);

        var answers = await SendAsync(gateway, method, path, TestGateway.Tokens.Create("alice"), times: 12);

        var refused = answers.Where(answer => answer.StatusCode != HttpStatusCode.OK).ToList();
        Assert.InRange(refused.Count, 7, 10);
        foreach (var answer in refused)
        {
            await answer.AssertIsErrorAsync(form, 429);
            Assert.InRange(int.Parse(Assert.Single(answer.Headers.GetValues("Retry-After")), null), 1, 2);
        }
    }

    [Fact]
    public async Task One_user_does_not_use_up_what_another_may()
    {
        await using var gateway = await TestGateway.WithBackendsAsync(edge: _ => Task.CompletedTask, settings: Tight);

        await SendAsync(gateway, "GET", "/api/events", TestGateway.Tokens.Create("alice"), times: 10);
        await SendAsync(gateway, "GET", "/api/events", token: null, times: 10);
        var others = await SendAsync(gateway, "GET", "/api/events", TestGateway.Tokens.Create("bob"), times: 2);

        Assert.All(others, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task Made_up_users_share_the_budget_of_their_address()
    {
        await using var gateway = await TestGateway.WithBackendsAsync(edge: _ => Task.CompletedTask, settings: Tight);
        var forged = new TestTokens();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(
            number => gateway.SendAsync(HttpMethod.Get, "/api/events", forged.Create($"user{number}"))));

        Assert.InRange(answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests), 7, 10);
        Assert.DoesNotContain(answers, answer => answer.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Reading_is_not_limited()
    {
        await using var gateway = await TestGateway.WithBackendsAsync(edge: _ => Task.CompletedTask, settings: Tight);

        var answers = await SendAsync(gateway, "GET", "/api/documents", TestGateway.Tokens.Create("alice"), times: 50);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task By_default_twenty_streams_and_a_hundred_documents_pass_in_a_burst()
    {
        await using var gateway = await TestGateway.WithBackendsAsync();

        var streams = await SendAsync(gateway, "GET", "/api/events", TestGateway.Tokens.Create("alice"), times: 20);
        var documents = await SendAsync(gateway, "POST", "/api/documents", TestGateway.Tokens.Create("alice"), times: 100);

        Assert.All(streams.Concat(documents), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    private static Task<HttpResponseMessage[]> SendAsync(TestGateway gateway, string method, string path, string? token, int times) =>
        Task.WhenAll(Enumerable.Range(0, times).Select(_ => gateway.SendAsync(HttpMethod.Parse(method), path, token)));
}
