using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using RealtimeMesh.Gateway.Tests.Hosting;
using RealtimeMesh.Testing.Tls;

namespace RealtimeMesh.Gateway.Tests.Streams;

public sealed class EncryptedStreamTests
{
    [Fact(Timeout = 30_000)]
    public async Task What_the_edge_sends_after_the_stream_has_left_its_request_comes_over_TLS()
    {
        using var certificate = new CertificateFile();
        var read = new SemaphoreSlim(0);
        await using var edge = await Upstream.EdgeAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            for (var n = 0; n < 3; n++)
            {
                await context.Response.WriteAsync($"data: {n}\n\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await read.WaitAsync(context.RequestAborted);
            }
        });
        await using var studio = await Upstream.StudioAsync();
        await using var gateway = await TestGateway.StartAsync(
            [
                ("ReverseProxy:Clusters:edges:Destinations:edge1:Address", edge.Address),
                ("ReverseProxy:Clusters:studio:Destinations:studio1:Address", studio.Address),
                ("Kestrel:Endpoints:tls:Url", "https://127.0.0.1:0"),
                .. certificate.Settings,
            ]);
        using var http = certificate.CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestGateway.Tokens.Create("alice"));

        // The second stream has the connection of the first.
        for (var stream = 0; stream < 2; stream++)
        {
            using var lines = new StreamReader(await http.GetStreamAsync(new Uri(gateway.Origin, "/api/events"), TestContext.Current.CancellationToken));
            for (var n = 0; n < 3; n++)
            {
                Assert.Equal($"data: {n}", await lines.ReadLineAsync(TestContext.Current.CancellationToken));
                Assert.Equal("", await lines.ReadLineAsync(TestContext.Current.CancellationToken));
                read.Release();
            }

            Assert.Null(await lines.ReadLineAsync(TestContext.Current.CancellationToken));
        }
    }
}
