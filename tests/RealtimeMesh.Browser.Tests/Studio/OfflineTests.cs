using Microsoft.Playwright;
using RealtimeMesh.Browser.Tests.Hosting;
using RealtimeMesh.Testing.Faults;

namespace RealtimeMesh.Browser.Tests.Studio;

/// <summary>The network goes and comes back.</summary>
public sealed class OfflineTests(Chromium chromium, BrowserMesh mesh) : IAsyncDisposable
{
    private const int LogLength = 200;
    private const string Timestamp = "2026-01-01T00:00:00Z";

    // Chromium's own offline mode fails new requests but leaves an open stream alone.
    private readonly FaultProxy _network = FaultProxy.Start(mesh.Gateway.BaseAddress.Host, mesh.Gateway.BaseAddress.Port);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task After_a_short_absence_only_what_the_missed_events_name_is_read_again()
    {
        await using var user = await ArriveAsync("offline-short");
        var (page, reads) = await user.OpenRecordedAsync("/");
        await LeaveAsync(user, reads);
        await mesh.PublishAsync(user.UserId, Cancelled, Change("podcast"), Change("podcast"), Change("voiceover"));

        await ComeBackAsync(user, page);

        await reads.ReadAsync(["/api/podcasts", "/api/voiceovers"], 1, Cancelled);
        await mesh.PublishAsync(user.UserId, Cancelled, Change("infographic"));
        await reads.ReadAsync(["/api/infographics"], 1, Cancelled);
        Assert.Equal(["1 x /api/infographics", "1 x /api/podcasts", "1 x /api/voiceovers"], reads.Counted);
        Assert.All(user.Streams.Cursors.Skip(1), Assert.NotNull);
    }

    [Fact(Timeout = 120_000)]
    public async Task After_an_absence_that_the_log_cannot_bridge_everything_is_read_again_once()
    {
        await using var user = await ArriveAsync("offline-long");
        var (page, reads) = await user.OpenRecordedAsync("/");
        await reads.QuietAsync(Cancelled);
        var holds = reads.Paths;
        await LeaveAsync(user, reads);
        await mesh.PublishAsync(user.UserId, Cancelled, Enumerable.Repeat(Change("podcast"), LogLength + 1));

        await ComeBackAsync(user, page);

        await reads.ReadAsync(holds, 1, Cancelled);
        await mesh.PublishAsync(user.UserId, Cancelled, Change("infographic"));
        await reads.ReadAsync(["/api/infographics"], 2, Cancelled);
        Assert.Equal(holds.Select(path => $"{(path == "/api/infographics" ? 2 : 1)} x {path}").Order(StringComparer.Ordinal), reads.Counted);
    }

    public ValueTask DisposeAsync() => _network.DisposeAsync();

    private async Task<StudioUser> ArriveAsync(string userId)
    {
        var user = await StudioUser.ArriveAsync(chromium, new Uri($"http://{_network.EndPoint}"), userId);
        await user.HadSamplesAsync();
        return user;
    }

    private async Task LeaveAsync(StudioUser user, ApiReads reads)
    {
        await reads.QuietAsync(Cancelled);
        await mesh.StreamsAsync(user.UserId, 1, Cancelled);
        await user.Profile.SetOfflineAsync(true);
        _network.Cut();
        await mesh.StreamsAsync(user.UserId, 0, Cancelled);
        reads.Forget();
    }

    private async Task ComeBackAsync(StudioUser user, IPage page)
    {
        _network.Restore();
        await user.Profile.SetOfflineAsync(false);
        await StudioUser.ConnectedAsync(page);
    }

    private static object Change(string entityType) =>
        new { type = "entity_change", entityType, changeType = "insert", entityId = "of-another-page", userId = "offline", timestamp = Timestamp };
}
