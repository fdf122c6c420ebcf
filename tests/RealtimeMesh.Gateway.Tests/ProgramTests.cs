using System.Net;
using RealtimeMesh.Gateway.Tests.Hosting;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Services;

namespace RealtimeMesh.Gateway.Tests;

public sealed class ProgramTests
{
    [Fact(Timeout = 60_000)]
    public async Task Program_serves_and_on_SIGTERM_is_not_ready_before_it_stops_listening()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var edge = await Upstream.EdgeAsync();
        await using var studio = await Upstream.StudioAsync();
        await using var program = ServiceProcess.Start("RealtimeMesh.Gateway", new Dictionary<string, string?>
        {
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["Auth__SigningKey"] = TestGateway.Tokens.SigningKey,
            ["ReverseProxy__Clusters__edges__Destinations__edge1__Address"] = edge.Address,
            ["ReverseProxy__Clusters__studio__Destinations__studio1__Address"] = studio.Address,
        });
        await program.WaitUntilReadyAsync(cancellationToken);
        using var client = new HttpClient { BaseAddress = program.BaseAddress };
        using var request = TestGateway.Request(HttpMethod.Get, "/api/events", TestGateway.Tokens.Create("alice"));
        using var stream = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);

        var ended = program.TerminateAsync(cancellationToken);

        await Wait.UntilAsync(
            async () =>
            {
                using var ready = await client.GetAsync("/health/ready", cancellationToken);
                return ready.StatusCode == HttpStatusCode.ServiceUnavailable;
            },
            TimeSpan.FromSeconds(3),
            "the gateway is still ready",
            cancellationToken);
        Assert.Equal(0, await ended.WaitAsync(TimeSpan.FromSeconds(10), cancellationToken));
    }
}
