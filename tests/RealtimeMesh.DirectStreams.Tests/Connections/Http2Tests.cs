using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using RealtimeMesh.DirectStreams.Tests.Hosting;

namespace RealtimeMesh.DirectStreams.Tests.Connections;

public sealed class Http2Tests
{
    private const int Streams = 80;
    private const int Each = 300_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Many_streams_share_a_connection(bool gather)
    {
        await using var host = await DirectHost.StartAsync(
            app => app.MapPost("/twice", TwiceAsync),
            builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http2;
                endpoint.Use(next => connection =>
                {
                    if (gather)
                    {
                        DirectTransport.GatherSends(connection);
                    }

                    return next(connection);
                });
            })));
        using var http = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        await Task.WhenAll(Enumerable.Range(0, Streams).Select(async n =>
        {
            using var body = new ByteArrayContent(Pattern.Of(Each, n));
            using var answer = await http.PostAsync(new Uri($"http://127.0.0.1:{host.Port}/twice"), body, TestContext.Current.CancellationToken);
            var read = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.Equal(Each * 2, read.Length);
            Assert.Equal(Pattern.Of(Each, n), read[..Each]);
            Assert.Equal(Pattern.Of(Each, n), read[Each..]);
        }));
    }

    // In small writes, which is what has to be gathered.
    private static async Task TwiceAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        for (var time = 0; time < 2; time++)
        {
            for (var at = 0; at < body.Length; at += 1000)
            {
                await context.Response.BodyWriter.WriteAsync(body.GetBuffer().AsMemory(at, 1000));
            }
        }
    }
}
