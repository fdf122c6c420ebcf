using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace RealtimeMesh.Browser.Tests.Studio;

/// <summary>What is wrong with pages: errors on the console, of the policy for contents too, exceptions, and what a test adds.</summary>
internal sealed class Complaints
{
    private readonly ConcurrentQueue<string> _all = new();

    public Complaints(IPage page)
    {
        page.Console += (_, message) => AddRange(page.Url, message.Type is "error" or "warning" ? [$"{message.Type}: {message.Text}"] : []);
        page.PageError += (_, exception) => AddRange(page.Url, [$"exception: {exception}"]);
    }

    public IReadOnlyCollection<string> All => _all;

    public void AddRange(string page, IEnumerable<string> complaints)
    {
        foreach (var complaint in complaints)
        {
            _all.Enqueue($"{page}: {complaint}");
        }
    }
}
