using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Playwright;
using RealtimeMesh.Testing;

namespace RealtimeMesh.Browser.Tests.Hosting;

/// <summary>What a page reads from the API: how often each path, without the stream and the sign-in.</summary>
internal sealed class ApiReads
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // What a page asks for next, it asks for within this time after an answer.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly IPage _page;
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly ConcurrentDictionary<IRequest, bool> _underWay = new();
    private long _changedAt = Stopwatch.GetTimestamp();

    public ApiReads(IPage page)
    {
        _page = page;
        page.Request += (_, request) => Began(request);
        page.RequestFinished += (_, request) => Ended(request);
        page.RequestFailed += (_, request) => Ended(request);
    }

    /// <summary>The paths and how often each was read, sorted.</summary>
    public IReadOnlyList<string> Counted => [.. _counts.Where(entry => entry.Value > 0).Select(entry => $"{entry.Value} x {entry.Key}").Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Paths => [.. _counts.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Forgets what was read so far.</summary>
    public void Forget() => _counts.Clear();

    /// <summary>Waits until each path has been read so often.</summary>
    public Task ReadAsync(IEnumerable<string> paths, int times, CancellationToken cancellationToken)
    {
        var expected = paths.ToList();
        return Wait.UntilAsync(
            () => Task.FromResult(expected.TrueForAll(path => _counts.GetValueOrDefault(path) >= times)),
            Patience,
            () => $"{_page.Url} read {string.Join(", ", Counted)} instead of {times} x {string.Join(", ", expected)}",
            cancellationToken);
    }

    /// <summary>Waits until the page has what it asked for. Playwright's NetworkIdle never comes where a stream is open.</summary>
    public Task QuietAsync(CancellationToken cancellationToken) => Wait.UntilAsync(
        () => Task.FromResult(_underWay.IsEmpty && Stopwatch.GetElapsedTime(Volatile.Read(ref _changedAt)) > Pause),
        Patience,
        () => $"{_page.Url} is still loading {string.Join(", ", _underWay.Keys.Select(request => request.Url))}",
        cancellationToken);

    private void Began(IRequest request)
    {
        var path = new Uri(request.Url).AbsolutePath;
        if (path == "/api/events")
        {
            return;
        }

        if (request.IsNavigationRequest)
        {
            // Nobody tells what became of the requests of the page before.
            _underWay.Clear();
        }

        _underWay[request] = true;
        Volatile.Write(ref _changedAt, Stopwatch.GetTimestamp());
        if (request.Method == "GET" && path.StartsWith("/api/", StringComparison.Ordinal))
        {
            _counts.AddOrUpdate(path, 1, (_, count) => count + 1);
        }
    }

    private void Ended(IRequest request)
    {
        _underWay.TryRemove(request, out _);
        Volatile.Write(ref _changedAt, Stopwatch.GetTimestamp());
    }
}
