using Microsoft.Extensions.Diagnostics.HealthChecks;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Tls;

namespace RealtimeMesh.UserEventLog.Tests.Tls;

/// <summary>To a real Redis that speaks nothing but TLS.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _authority.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Events_arrive_over_TLS_and_again_when_Redis_was_away()
    {
        await using var server = await StartAsync("localhost");
        await using var connection = new TlsConnection($"{server.ConnectionString},ssl=true", options => options.TrustIssuer(_authority.CertificateFile));
        await connection.UntilConnectedAsync();
        await using var listener = await connection.ListenAsync("ada");

        await connection.PublishAsync("ada", "before");
        Assert.Contains("before", await listener.NextAsync(), StringComparison.Ordinal);

        await server.KillAsync(Cancelled);
        await Testing.Wait.UntilAsync(() => !connection.IsConnected, TimeSpan.FromSeconds(30), "it seems connected", Cancelled);
        await server.StartAgainAsync(Cancelled);
        await connection.UntilConnectedAsync();
        await connection.PublishAsync("bob", "a command");
        // The library subscribes again a while after it is connected.
        await Testing.Wait.UntilAsync(
            async () =>
            {
                await connection.PublishAsync("ada", "after");
                return listener.Count > 0;
            },
            TimeSpan.FromSeconds(30),
            "the channel is not subscribed again",
            Cancelled);

        Assert.Contains("after", await listener.NextAsync(), StringComparison.Ordinal);
        Assert.Empty(connection.Told);
    }

    [Fact(Timeout = 120_000)]
    public async Task Certificate_that_nobody_vouches_for_is_refused_and_the_reason_is_told_once()
    {
        await using var server = await StartAsync("localhost");
        await using var connection = new TlsConnection($"{server.ConnectionString},ssl=true");

        await AssertRefusedAsync(connection, "UntrustedRoot");

        Assert.Contains(server.ConnectionString, Assert.Single(connection.Told), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Certificate_of_another_authority_is_refused()
    {
        using var other = new TestAuthority();
        await using var server = await StartAsync("localhost");
        await using var connection = new TlsConnection($"{server.ConnectionString},ssl=true", options => options.TrustIssuer(other.CertificateFile));

        await AssertRefusedAsync(connection, "rejected by the provided RemoteCertificateValidationCallback");
    }

    [Fact(Timeout = 120_000)]
    public async Task Certificate_of_another_name_is_refused_unless_the_setting_asks_for_that_name()
    {
        await using var server = await StartAsync("redis.example");
        await using (var connection = new TlsConnection($"{server.ConnectionString},ssl=true", options => options.TrustIssuer(_authority.CertificateFile)))
        {
            await AssertRefusedAsync(connection, "rejected by the provided RemoteCertificateValidationCallback");
        }

        await using var named = new TlsConnection($"{server.ConnectionString},ssl=true,sslHost=redis.example", options => options.TrustIssuer(_authority.CertificateFile));
        await named.UntilConnectedAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Redis_without_TLS_is_not_spoken_to_in_the_clear()
    {
        await using var server = await RedisServer.StartAsync(Cancelled);
        await using var connection = new TlsConnection($"{server.ConnectionString},ssl=true");

        await connection.UntilTriedAgainAsync();

        Assert.False(connection.IsConnected);
    }

    private async Task<RedisServer> StartAsync(string name) => await RedisServer.StartWithTlsAsync(_authority.Issue(name), cancellationToken: Cancelled);

    private static async Task AssertRefusedAsync(TlsConnection connection, string reason)
    {
        await connection.UntilTriedAgainAsync();
        Assert.False(connection.IsConnected);
        Assert.Contains(reason, Assert.Single(connection.Told), StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Unhealthy, (await connection.CheckHealthAsync()).Status);
    }
}
