using System.Globalization;
using RealtimeMesh.Testing.Servers;
using StackExchange.Redis;

namespace RealtimeMesh.Testing.Tests.Servers;

public sealed class RedisServerTests
{
    [Fact]
    public async Task What_is_kept_is_there_after_a_crash_at_the_same_port()
    {
        await using var server = await RedisServer.StartAsync(keepData: true, TestContext.Current.CancellationToken);
        var port = server.Port;
        await using (var before = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString))
        {
            await before.GetDatabase().StringSetAsync("key", "value");
        }

        await server.KillAsync(TestContext.Current.CancellationToken);
        await server.StartAgainAsync(TestContext.Current.CancellationToken);

        Assert.Equal(port, server.Port);
        Assert.EndsWith(port.ToString(CultureInfo.InvariantCulture), server.ConnectionString, StringComparison.Ordinal);
        await using var after = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        Assert.Equal("value", await after.GetDatabase().StringGetAsync("key"));
    }
}
