using RealtimeMesh.Edge.Tests.Hosting;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Tls;

namespace RealtimeMesh.Edge.Tests.Ports;

public sealed class EncryptedPortTests(RedisFixture redis)
{
    [Theory(Timeout = 30_000)]
    [InlineData("urls")]
    [InlineData("Kestrel:Endpoints:tls:Url")]
    public async Task Events_and_heartbeats_come_over_TLS(string setting)
    {
        using var certificate = new CertificateFile();
        await using var edge = await EdgeHost.StartAsync(
            redis.ConnectionString, settings: [(setting, "https://127.0.0.1:0"), ("Edge:Heartbeat", "00:00:01"), .. certificate.Settings]);
        using var http = certificate.CreateClient();
        using var response = await edge.SendAsync(http, HttpMethod.Get, "/api/events", "encrypted");
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        for (var n = 0; n < 3; n++)
        {
            await edge.PublishAsync("encrypted", $$"""{"type":"for-{{n}}"}""");
            await ReadUntilAsync(lines, $$"""data: {"type":"for-{{n}}"}""");
            await ReadUntilAsync(lines, ":");
        }
    }

    private static async Task ReadUntilAsync(StreamReader lines, string expected)
    {
        while (!(await lines.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new EndOfStreamException()).StartsWith(expected, StringComparison.Ordinal))
        {
        }
    }
}
