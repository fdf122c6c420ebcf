using System.Collections.Concurrent;
using Microsoft.Playwright;
using RealtimeMesh.Testing;

namespace RealtimeMesh.Browser.Tests.Hosting;

/// <summary>What a page reads from the API: how often each path, without the stream and the sign-in.</summary>
internal sealed class ApiReads
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IPage _page;
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public ApiReads(IPage page)
    {
        _page = page;
        page.Request += (_, request) =>
        {
            var path = new Uri(request.Url).AbsolutePath;
            if (request.Method == "GET" && path.StartsWith("/api/", StringComparison.Ordinal) && path != "/api/events")
            {
                _counts.AddOrUpdate(path, 1, (_, count) => count + 1);
            }
        };
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
}
