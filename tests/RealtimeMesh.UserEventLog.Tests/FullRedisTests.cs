using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.UserEventLog.Redis;
using StackExchange.Redis;

namespace RealtimeMesh.UserEventLog.Tests;

/// <summary>A Redis that takes no more, and keys that somebody else wrote: the log is not what pays for it.</summary>
public sealed class FullRedisTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Redis_without_memory_refuses_the_event_and_keeps_the_log()
    {
        await using var server = await RedisServer.StartAsync(Cancelled);
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{server.ConnectionString},allowAdmin=true");
        await using var connection = await ConnectAsync(server);
        var publisher = await BeginAsync(redis, connection);

        await redis.GetServers().Single().ConfigSetAsync("maxmemory", "1");
        await Assert.ThrowsAsync<UserEventsUnavailableException>(() => PublishAsync(publisher));
        await redis.GetServers().Single().ConfigSetAsync("maxmemory", "0");
        await PublishAsync(publisher);

        Assert.Equal(["1-0", "2-0"], (await redis.GetDatabase().StreamRangeAsync("{cs:sse:user:full}:log")).Select(entry => entry.Id.ToString()));
        Assert.Equal("2", await redis.GetDatabase().HashGetAsync("{cs:sse:user:full}:pos", "n"));
    }

    [Fact]
    public async Task Key_of_another_type_is_left_alone()
    {
        await using var server = await RedisServer.StartAsync(Cancelled);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        await using var connection = await ConnectAsync(server);
        var publisher = await BeginAsync(redis, connection);
        await redis.GetDatabase().StringSetAsync("{cs:sse:user:full}:log", "somebody's");

        await Assert.ThrowsAsync<RedisServerException>(() => PublishAsync(publisher));

        Assert.Equal("somebody's", await redis.GetDatabase().StringGetAsync("{cs:sse:user:full}:log"));
        Assert.Equal("1", await redis.GetDatabase().HashGetAsync("{cs:sse:user:full}:pos", "n"));
    }

    [Theory]
    [InlineData("log")]
    [InlineData("seq:0199c0de-0000-7000-8000-000000000001")]
    [InlineData("pos")]
    public async Task Event_that_a_broken_key_refuses_has_left_no_trace_and_is_taken_once_the_key_is_mended(string broken)
    {
        await using var server = await RedisServer.StartAsync(Cancelled);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        await using var connection = await ConnectAsync(server);
        var publisher = await BeginAsync(redis, connection);
        var keys = redis.GetDatabase();
        var userEvent = new OutgoingUserEvent
        {
            Json = JsonSerializer.SerializeToUtf8Bytes(new { type = "x" }),
            Type = "x",
            MessageId = Guid.CreateVersion7(),
            Job = new JobSequence(Guid.Parse("0199c0de-0000-7000-8000-000000000001"), 8),
        };
        Task<PublishOutcome> Publish(long sequence) => publisher.PublishAsync(
            "full", userEvent with { MessageId = sequence == 8 ? userEvent.MessageId : Guid.CreateVersion7(), Job = userEvent.Job with { Sequence = sequence } }, Cancelled);
        Assert.Equal(PublishOutcome.Published, await Publish(5));
        var key = $"{{cs:sse:user:full}}:{broken}";
        var kept = await keys.KeyDumpAsync(key);

        await keys.KeyDeleteAsync(key);
        await (broken is "pos" ? keys.HashSetAsync(key, [new("e", "0123456789ab"), new("n", "no number")]) : keys.HashSetAsync(key, [new("somebody's", 1)]));
        await Assert.ThrowsAsync<RedisServerException>(() => Publish(8));
        await keys.KeyDeleteAsync(key);
        await keys.KeyRestoreAsync(key, kept!);

        Assert.Equal(PublishOutcome.Published, await Publish(8));
        Assert.Equal(PublishOutcome.Repeated, await Publish(8));
        Assert.Equal(PublishOutcome.Late, await Publish(7));
        Assert.Equal(PublishOutcome.Published, await Publish(9));
        Assert.Equal(4, await keys.StreamLengthAsync("{cs:sse:user:full}:log"));
        Assert.Equal("4", await keys.HashGetAsync("{cs:sse:user:full}:pos", "n"));
    }

    [Fact]
    public async Task Position_that_was_set_back_while_the_log_was_not_takes_the_next_event()
    {
        await using var server = await RedisServer.StartAsync(Cancelled);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        await using var connection = await ConnectAsync(server);
        var publisher = await BeginAsync(redis, connection);
        await redis.GetDatabase().HashSetAsync("{cs:sse:user:full}:pos", [new("e", "ffffffffffff"), new("n", 0)]);

        Assert.Equal(PublishOutcome.Published, await PublishAsync(publisher));

        Assert.Equal("1-0", Assert.Single(await redis.GetDatabase().StreamRangeAsync("{cs:sse:user:full}:log")).Id.ToString());
    }

    private static async Task<RedisConnection> ConnectAsync(RedisServer server)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:redis", server.ConnectionString)]).Build();
        var connection = new RedisConnection(RedisSettings.Read(configuration, "full"), NullLogger<RedisConnection>.Instance);
        await Wait.UntilAsync(() => connection.IsConnected, TimeSpan.FromSeconds(20), "Redis is not connected", Cancelled);
        return connection;
    }

    private static async Task<RedisUserEventPublisher> BeginAsync(ConnectionMultiplexer redis, RedisConnection connection)
    {
        await redis.GetDatabase().HashSetAsync("{cs:sse:user:full}:pos", [new("e", "0123456789ab"), new("n", 0)]);
        var publisher = new RedisUserEventPublisher(connection, Options.Create(new UserEventLogOptions()));
        await PublishAsync(publisher);
        return publisher;
    }

    private static Task<PublishOutcome> PublishAsync(RedisUserEventPublisher publisher) => publisher.PublishAsync(
        "full", new OutgoingUserEvent { Json = JsonSerializer.SerializeToUtf8Bytes(new { type = "x" }), Type = "x" }, Cancelled);
}
