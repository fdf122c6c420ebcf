using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RealtimeMesh.DirectStreams.Tests.Hosting;

namespace RealtimeMesh.DirectStreams.Tests.Streams;

/// <summary>Kestrel waits for connections with TLS, streams included: what encrypts is its own.</summary>
public sealed class EncryptedStopTests
{
    [Fact]
    public async Task Stream_that_does_not_end_in_time_is_aborted()
    {
        await using var host = await DirectHost.StartAsync(
            configure: builder => builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(200)), wire: Wire.Tls13);
        var (client, taken) = await host.OpenAsync();
        using var _ = client;

        await host.App.StopAsync(TestContext.Current.CancellationToken);

        await taken.Owner.WhenClosed;
        Assert.Equal((1, 0), (taken.Owner.ClosedCount, taken.Owner.Faults));
        Assert.True(taken.Socket.SafeHandle.IsClosed);
    }
}
