using System.IO.Pipelines;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using RealtimeMesh.DirectStreams.Tests.Hosting;

namespace RealtimeMesh.DirectStreams.Tests.Streams;

/// <summary>What can't be taken out of Kestrel is served by it as it always was.</summary>
public sealed class FallbackTests
{
    [Theory]
    [InlineData("HTTP/1.0")]
    [InlineData("HTTP/1.1")]
    public async Task Only_a_response_that_can_be_chunked_is_taken(string version)
    {
        await using var host = await DirectHost.StartAsync(AnswerWhatIsPossible);
        using var client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync($"GET /possible {version}\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.Contains(version is "HTTP/1.1" ? "True" : "False,null", Encoding.ASCII.GetString(await client.ReadToEndAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Wire.Plain)]
    [InlineData(Wire.Tls13)]
    public async Task Http2_is_not_taken(Wire wire)
    {
        await using var host = await DirectHost.StartAsync(
            AnswerWhatIsPossible, builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2)), wire: wire);
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = Certificate.Trusted() }) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        Assert.Equal("False,null", await http.GetStringAsync(new Uri($"{host.Url}/possible"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Another_transport_is_not_taken()
    {
        await using var host = await DirectHost.StartAsync(
            AnswerWhatIsPossible, builder => builder.Services.AddSingleton<IConnectionListenerFactory, SocketTransportFactory>());
        using var http = new HttpClient();

        Assert.Equal("False,null", await http.GetStringAsync(new Uri($"http://127.0.0.1:{host.Port}/possible"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Encrypted_connection_is_not_taken_where_code_has_added_the_encryption()
    {
        // Nobody knows what else stands behind it.
        await using var host = await DirectHost.StartAsync(
            AnswerWhatIsPossible, builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.UseHttps())));
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = Certificate.Trusted() });

        Assert.Equal("False,null", await http.GetStringAsync(new Uri($"https://127.0.0.1:{host.Port}/possible"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Layer_between_socket_and_Http_is_not_skipped()
    {
        // As an encrypted one does: what it does to the bytes would be missing.
        await using var host = await DirectHost.StartAsync(configure: builder => builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection =>
            {
                connection.Transport = new Layer(connection.Transport);
                return next(connection);
            }))));
        using var client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync("GET /stream?before=5 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.Null((await host.NextAsync()).Stream);
        await client.ReadHeadAsync();
        Assert.Equal(Pattern.Of(5), ChunkedBody.Read(await client.ReadBodyAsync()));
    }

    private static void AnswerWhatIsPossible(WebApplication app) => app.MapGet("/possible", (HttpContext context) =>
    {
        var isPossible = DirectStream.IsPossible(context);
        // Taking one that is possible would leave this answer without an end.
        return isPossible ? $"{isPossible}" : $"{isPossible},{(DirectStream.TryTake(context, new StreamOwner(), 1000) is null ? "null" : "taken")}";
    });

    private sealed class Layer(IDuplexPipe below) : IDuplexPipe
    {
        public PipeReader Input => below.Input;

        public PipeWriter Output => below.Output;
    }
}
