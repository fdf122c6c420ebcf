using System.Net;
using System.Text.RegularExpressions;
using RealtimeMesh.Notifier.Tests.Brokers;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Services;
using RealtimeMesh.Testing.Tls;

namespace RealtimeMesh.Notifier.Tests.Outages;

/// <summary>Brokers that speak TLS, with certificates for the name <c>localhost</c> of an authority that the machine does not know.</summary>
[Trait("Category", "Slow")]
public sealed partial class BrokerTlsTests : IAsyncLifetime
{
    private readonly TestAuthority _authority = new();
    private RabbitMqServer _rabbitMq = null!;
    private RedisServer _redis = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _rabbitMq = await RabbitMqServer.StartWithTlsAsync(_authority.Issue("localhost"), Cancelled);
        _redis = await RedisServer.StartWithTlsAsync(_authority.Issue("localhost"), cancellationToken: Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _rabbitMq.DisposeAsync();
        _authority.Dispose();
    }

    [Fact(Timeout = 180_000)]
    public async Task Events_go_over_TLS_from_broker_to_broker()
    {
        await using var notifier = Start("localhost", trusted: true);
        await notifier.WaitUntilReadyAsync(Cancelled);
        await using var producer = await Producer.ConnectAsync(_rabbitMq.ConnectionString);
        await using var screen = await Screen.ConnectAsync($"{_redis.ConnectionString},ssl=true", settings => settings.TrustIssuer(_authority.CertificateFile));
        var events = await screen.ListenAsync("ada");

        await producer.PublishAsync("PublishUserEvent", Messages.ReadyMade("ada", """{"type":"x"}"""), Cancelled);

        Assert.Equal("""{"type":"x"}""", await events.NextAsync(Cancelled));
    }

    [Theory(Timeout = 180_000)]
    [InlineData("localhost", false, "UntrustedRoot")]
    [InlineData("127.0.0.1", true, "RemoteCertificateNameMismatch")]
    public async Task Broker_whose_certificate_is_not_its_own_or_nobody_vouches_for_is_waited_for_and_the_reason_told_once(string host, bool trusted, string reason)
    {
        await using var notifier = Start(host, trusted);

        await notifier.WaitForLineAsync(new Regex($"RabbitMQ at {host}:.*{reason}"), Cancelled);
        await notifier.WaitForLineAsync(new Regex($"Redis at {host}:.*{reason}"), Cancelled);
        await notifier.WaitForLineAsync(WaitingForBoth(), Cancelled);
        Assert.Equal(HttpStatusCode.OK, await Health.GetAsync(notifier, "/health/live", Cancelled));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Health.GetAsync(notifier, "/health/ready", Cancelled));
        Assert.Equal(2, notifier.Output.Split('\n').Count(line => line.Contains(reason, StringComparison.Ordinal)));
        Assert.DoesNotContain("   at ", notifier.Output, StringComparison.Ordinal);
    }

    private ServiceProcess Start(string host, bool trusted) => ServiceProcess.Start("RealtimeMesh.Notifier", new Dictionary<string, string?>
    {
        ["ConnectionStrings__rabbitmq"] = $"amqps://guest:guest@{host}:{_rabbitMq.TlsPort}",
        ["ConnectionStrings__redis"] = $"{host}:{new Uri($"tls://{_redis.ConnectionString}").Port},ssl=true",
        ["SSL_CERT_FILE"] = trusted ? _authority.CertificateFile : null,
    });

    [GeneratedRegex("Waiting for .*R(edis|abbitMQ) at .*, .*R(edis|abbitMQ) at ")]
    private static partial Regex WaitingForBoth();
}
