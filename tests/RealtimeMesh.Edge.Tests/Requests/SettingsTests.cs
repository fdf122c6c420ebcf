using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Services;
using RealtimeMesh.Testing.Tokens;
using StackExchange.Redis;

namespace RealtimeMesh.Edge.Tests.Requests;

public sealed class SettingsTests(RedisFixture redis)
{
    private readonly TestTokens _tokens = new();

    [Theory]
    [InlineData("Edge:Heartbeat", "00:00:00", "Edge__Heartbeat is 00:00:00; it must be from 00:00:01 to 00:01:30.")]
    [InlineData("Edge:Heartbeat", "15", "Edge__Heartbeat is 15.00:00:00;")]
    [InlineData("Edge:Heartbeat", "soon", "'soon' at 'Edge:Heartbeat'")]
    [InlineData("Edge:DrainWindow", "-00:00:01", "Edge__DrainWindow is -00:00:01;")]
    [InlineData("Edge:MaxStreamAge", "00:00:01", "Edge__MaxStreamAge is 00:00:01;")]
    [InlineData("Edge:MaxQueuedBytes", "100", "Edge__MaxQueuedBytes is 100; it must be from 65536 to 67108864.")]
    [InlineData("Edge:MaxStreamsPerUser", "0", "Edge__MaxStreamsPerUser is 0;")]
    [InlineData("Edge:MaxStreams", "-5", "Edge__MaxStreams is -5;")]
    [InlineData("Edge:MaxStreams", "many", "'many' at 'Edge:MaxStreams'")]
    [InlineData("Edge:Hartbeat", "00:00:15", "'Hartbeat'")]
    [InlineData("ConnectionStrings:redis", "", "ConnectionStrings__redis is missing")]
    [InlineData("ConnectionStrings:redis", "password=secret", "ConnectionStrings__redis is not a StackExchange.Redis connection string: no address in it")]
    [InlineData("Auth:SigningKey", "", "Auth__SigningKey")]
    public async Task Bad_setting_stops_the_start_with_its_name(string key, string value, string message)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var app = EdgeHost.Build(redis.ConnectionString, TimeProvider.System, _tokens, (key, value));
            await app.StartAsync(TestContext.Current.CancellationToken);
        });

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_waits_for_redis_and_is_ready_when_it_comes()
    {
        await using var later = await RedisServer.StartAsync(TestContext.Current.CancellationToken);
        await later.StopAsync(TestContext.Current.CancellationToken);
        await using var edge = Start(later.ConnectionString);
        await edge.WaitForLineAsync(new($"Waiting for .*Redis at {later.ConnectionString}"), TestContext.Current.CancellationToken);

        await later.StartAgainAsync(TestContext.Current.CancellationToken);

        await edge.WaitForLineAsync(new("Ready\\."), TestContext.Current.CancellationToken);
        await edge.WaitUntilReadyAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Overriding address", edge.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_of_redis_is_not_logged()
    {
        await using var locked = await RedisServer.StartAsync(TestContext.Current.CancellationToken);
        await using var admin = await ConnectionMultiplexer.ConnectAsync($"{locked.ConnectionString},allowAdmin=true");
        await admin.GetServers().Single().ConfigSetAsync("requirepass", "another");

        await using var edge = Start($"{locked.ConnectionString},password=open-sesame");
        await edge.WaitForLineAsync(new($"Waiting for .*Redis at {locked.ConnectionString}"), TestContext.Current.CancellationToken);
        await edge.WaitForLineAsync(new("Waiting for user events"), TestContext.Current.CancellationToken);

        Assert.False(edge.HasExited);
        Assert.DoesNotContain("open-sesame", edge.Output, StringComparison.Ordinal);
    }

    private ServiceProcess Start(string redisString) => ServiceProcess.Start("RealtimeMesh.Edge", new Dictionary<string, string?>
    {
        ["ConnectionStrings__redis"] = redisString,
        ["Auth__SigningKey"] = _tokens.SigningKey,
    });
}
