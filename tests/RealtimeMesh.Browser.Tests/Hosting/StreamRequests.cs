using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace RealtimeMesh.Browser.Tests.Hosting;

/// <summary>The requests for streams that all tabs of a profile have sent.</summary>
internal sealed class StreamRequests
{
    private readonly ConcurrentQueue<IRequest> _requests = new();

    public StreamRequests(IBrowserContext profile) => profile.Request += (_, request) =>
    {
        if (new Uri(request.Url).AbsolutePath == "/api/events" && request.Method == "GET")
        {
            _requests.Enqueue(request);
        }
    };

    public int Count => _requests.Count;

    /// <summary>The page that asked last.</summary>
    public IPage Holder => _requests.Last().Frame.Page;

    /// <summary>Where each began, in their order; null is a fresh stream.</summary>
    public IReadOnlyList<string?> Cursors => [.. _requests.Select(request => request.Headers.GetValueOrDefault("last-event-id"))];
}
