using System.Collections.Concurrent;
using RealtimeMesh.Browser.Tests.Hosting;

namespace RealtimeMesh.Browser.Tests.Studio;

/// <summary>Nobody polls.</summary>
public sealed class IdleTests(Chromium chromium, BrowserMesh mesh)
{
    // The point of the test: a poll that is rarer than this would not be found.
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 240_000)]
    [Trait("Category", "Slow")]
    public async Task During_a_minute_in_which_nothing_happens_no_page_sends_a_request()
    {
        using var owner = mesh.User("idle");
        var shelf = await Shelf.FillAsync(owner, Cancelled);
        await using var user = await StudioUser.ArriveAsync(chromium, mesh.Gateway.BaseAddress, owner.UserId);
        await user.HadSamplesAsync();
        foreach (var path in StudioPages.Of(shelf).Values)
        {
            var (_, reads) = await user.OpenRecordedAsync(path);
            await reads.QuietAsync(Cancelled);
        }

        var requests = new ConcurrentQueue<string>();
        user.Profile.Request += (_, request) => requests.Enqueue($"{request.Method} {request.Url} by {request.Frame.Url}");
        await Task.Delay(Idle, Cancelled);

        Assert.Empty(requests);
        await mesh.StreamsAsync(user.UserId, 1, Cancelled);
    }
}
