using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.Entities;

internal static class Lists
{
    /// <summary>The ids of all pages, in the order of the list.</summary>
    /// <param name="user">Whose list.</param>
    /// <param name="path">Which list.</param>
    /// <param name="limit">Rows a page.</param>
    /// <param name="betweenPages">Something that happens while somebody pages.</param>
    public static async Task<List<Guid>> ListIdsAsync(this TestUser user, string path, int limit = 100, Func<Task>? betweenPages = null)
    {
        var ids = new List<Guid>();
        for (var next = $"{path}?limit={limit}"; next is not null;)
        {
            var page = await user.ReadAsync(next);
            var items = page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()).ToList();
            Assert.InRange(items.Count, 0, limit);
            ids.AddRange(items);
            next = page.TryGetProperty("nextCursor", out var cursor) ? $"{path}?limit={limit}&cursor={cursor.GetString()}" : null;
            await (betweenPages?.Invoke() ?? Task.CompletedTask);
        }

        return ids;
    }
}
