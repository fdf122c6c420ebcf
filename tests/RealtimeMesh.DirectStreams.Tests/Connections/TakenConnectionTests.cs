using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using RealtimeMesh.DirectStreams.Connections;
using RealtimeMesh.DirectStreams.Tests.Hosting;
using RealtimeMesh.Testing;

namespace RealtimeMesh.DirectStreams.Tests.Connections;

public sealed class TakenConnectionTests
{
    [Fact]
    public async Task Kestrel_may_still_look_at_it_when_it_stops()
    {
        DirectConnection? connection = null;
        await using var host = await DirectHost.StartAsync(app => app.Use((context, next) =>
        {
            connection = context.Features.Get<DirectConnection>();
            return next(context);
        }));
        var (client, _) = await host.OpenBegunAsync();
        using var __ = client;
        await Wait.UntilAsync(() => connection!.LocalEndPoint is null, TimeSpan.FromSeconds(10), "Kestrel still holds it", TestContext.Current.CancellationToken);

        Assert.Null(connection!.Features.Get<IConnectionSocketFeature>());
        Assert.Throws<InvalidOperationException>(() => connection.Transport);
    }
}
