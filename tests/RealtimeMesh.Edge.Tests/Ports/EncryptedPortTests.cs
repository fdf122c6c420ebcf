using System.Net.Sockets;
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

    [Theory(Timeout = 30_000)]
    [InlineData(0xf0e5)]
    [InlineData(3)]
    public async Task Nothing_plain_is_served_on_a_port_with_TLS(int setting)
    {
        using var certificate = new CertificateFile();
        await using var edge = await EdgeHost.StartAsync(redis.ConnectionString, settings: [("urls", "https://127.0.0.1:0"), .. certificate.Settings]);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", edge.Address.Port, TestContext.Current.CancellationToken);

        await client.GetStream().WriteAsync(
            (byte[])[.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 6, 4, 0, 0, 0, 0, 0, (byte)(setting >> 8), (byte)setting, 0, 0, 0, 1],
            TestContext.Current.CancellationToken);

        // An alert of TLS at most.
        using var answer = new MemoryStream();
        await client.GetStream().CopyToAsync(answer, TestContext.Current.CancellationToken);
        Assert.InRange(answer.Length, 0, 7);
    }

    private static async Task ReadUntilAsync(StreamReader lines, string expected)
    {
        while (!(await lines.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new EndOfStreamException()).StartsWith(expected, StringComparison.Ordinal))
        {
        }
    }
}
